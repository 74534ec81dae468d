@echo off
start "" "%~dp0gkqd-window.exe" %*
