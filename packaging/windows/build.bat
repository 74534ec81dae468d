@echo off
rem Builds the program on Windows 10 x64 with Python 3.11 and packs it into a zip below dist.
rem Letters of this file are ASCII on purpose: cmd reads it in the code page of the computer.
setlocal
set PYTHONUTF8=1
cd /d "%~dp0..\.."
py -3.11 -m venv build\environment || exit /b 1
set PYTHON=build\environment\Scripts\python.exe
"%PYTHON%" -m pip install --require-hashes --only-binary :all: -r requirements\build.txt || exit /b 1
"%PYTHON%" scripts\build_windows.py || exit /b 1
