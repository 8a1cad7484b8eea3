"use strict";

const path = require("node:path");

require("../../../source-loader")
  .load("policies/packs/sla.ts")
  .serve(path.join(__dirname, "..", "..", ".."));
