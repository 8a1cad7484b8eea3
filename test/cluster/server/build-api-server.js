"use strict";

/** Builds the API server of Kubernetes, and its store, from their Go modules into the user's cache. */
const { goBuilder } = require("../../../operations/engine/cli/build-go-program.js");

const version = "k8s.io/component-base/version";

module.exports = goBuilder({
  folder: __dirname,
  title: "the API server of Kubernetes",
  prefix: "kube-apiserver",
  module: "k8s.io/kubernetes",
  programs: [
    { name: "kube-apiserver", package: "k8s.io/kubernetes/cmd/kube-apiserver", version: ["--version"] },
    { name: "etcd", package: "go.etcd.io/etcd/server/v3", version: ["--version"] },
  ],
  // A server built from its module does not know its own version unless the linker is told.
  linkerFlags: (number) => {
    const [major, minor] = number.split(".");
    const variables = { gitVersion: `v${number}`, gitMajor: major, gitMinor: minor, gitTreeState: "clean" };
    return ["-s -w", ...Object.entries(variables).map(([name, value]) => `-X ${version}.${name}=${value}`)].join(" ");
  },
  help: () => "Install it from https://go.dev/dl.",
});
