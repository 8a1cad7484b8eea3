"use strict";

const path = require("node:path");

module.exports = () => require("../source-loader").load("infra/program.ts").run(path.join(__dirname, ".."));
