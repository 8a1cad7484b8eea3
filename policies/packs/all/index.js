"use strict";

const path = require("node:path");

require("../../../source-loader")
  .load("policies/packs/all.ts")
  .serve(path.join(__dirname, "..", "..", ".."));
