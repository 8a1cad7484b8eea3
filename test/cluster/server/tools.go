//go:build tools

// Package server pins the API server of Kubernetes and its store, which the cluster tests build: importing their
// commands keeps their whole dependency graph in go.mod and go.sum.
package server

import (
	_ "go.etcd.io/etcd/server/v3"
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
)
