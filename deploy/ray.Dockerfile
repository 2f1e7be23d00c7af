# foedus for the machines of a Ray cluster; build the image of the root first. docs/cluster.md says how it is run.
#   docker build -t foedus . && docker build -t foedus-ray -f deploy/ray.Dockerfile .
ARG FOEDUS=foedus
FROM ${FOEDUS}

USER root
# wget is what KubeRay asks a pod's health with
RUN apt-get update && apt-get install --yes --no-install-recommends wget && rm -rf /var/lib/apt/lists/* \
    && python -m pip install -c /build/constraints.txt "/build[cluster]"

ENV RAY_USAGE_STATS_ENABLED=0
USER 10001:10001
HEALTHCHECK NONE
ENTRYPOINT []
CMD ["foedus", "--help"]
