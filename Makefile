# For those who have make; everything is a command of manage.py.
.PHONY: up test check lock

up:
	python3 manage.py up

test:
	python3 manage.py test

check:
	python3 manage.py check_all

lock:
	for pair in run:requirements.txt test:requirements-dev.txt lint:requirements-lint.txt; do \
		uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
			--no-annotate -o requirements/$${pair%%:*}.lock $${pair##*:} || exit 1; \
	done
