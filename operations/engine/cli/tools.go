//go:build tools

// Package cli pins the Pulumi CLI that Deltawerk builds where none is installed: importing its command keeps its
// whole dependency graph in go.mod and go.sum.
package cli

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
