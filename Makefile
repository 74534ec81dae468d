# make run          set up what is missing, then open the window
# make test         the same set-up plus the test tools, then lint and all tests but the long drills
# make drill        the long drills
# make coverage     every test, and which branches of the program they took
# make screenshots  pictures of every place of the window, into screenshots/
# make help-pictures  the pictures of the help, taken anew from the program
# make bench        how long the window, the catalogue, the drafting desk, typing and a county's desk take
# make build        the program as one folder that needs no Python, into dist/, and a trial of it
# make deb          the same as a package for Debian-like systems, into dist/
# Two targets at once would set up the same environment: they take turns.
.NOTPARALLEL:
.PHONY: run test drill coverage screenshots help-pictures bench build deb

run test drill coverage screenshots help-pictures bench build deb:
	@sh scripts/$@.sh

deb: build
