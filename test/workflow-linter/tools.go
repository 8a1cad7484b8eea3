//go:build tools

// Package linter pins the linter of workflows that the tests build: importing its command keeps its whole dependency
// graph in go.mod and go.sum.
package linter

import _ "github.com/rhysd/actionlint/cmd/actionlint"
