# make run    set up what is missing, then run the program
# make test   the same set-up plus the test tools, then lint and all tests but the long drills
# make drill  the long drills
# Two targets at once would set up the same environment: they take turns.
.NOTPARALLEL:
.PHONY: run test drill

run:
	@sh scripts/run.sh

test:
	@sh scripts/test.sh

drill:
	@sh scripts/drill.sh
