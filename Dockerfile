# docker build -t dislint . && docker run --rm -v "$PWD:/reports" dislint .
FROM python:3.12-slim

COPY . /src
RUN pip install --no-cache-dir '/src[all]' /src/plugins/dislint-xlsx /src/plugins/dislint-ofd && rm -rf /src \
    && useradd --create-home dislint

# Reports are mounted here; what is written there belongs to whoever --user names.
USER dislint
WORKDIR /reports
ENTRYPOINT ["dislint"]
CMD ["--help"]
