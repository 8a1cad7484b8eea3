"use strict";

const path = require("node:path");

require("../../../source-loader")
  .load("policies/packs/iso27001.ts")
  .serve(path.join(__dirname, "..", "..", ".."));
