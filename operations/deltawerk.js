#!/usr/bin/env node
"use strict";

const { existsSync } = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
if (existsSync(path.join(root, "node_modules", "esbuild"))) {
  require("../source-loader").load("operations/deltawerk.ts").main(root, process.argv);
} else {
  process.stderr.write(
    "deltawerk: the dependencies are not installed yet. Run `npm start` (installs everything and brings a platform up) or `npm ci`.\n",
  );
  process.exitCode = 1;
}
