"use strict";

/**
 * Installs exactly what the lockfile names, when it is not there yet. A marker written after a complete installation
 * holds the lockfile's hash, so an interrupted or outdated installation is done again.
 *
 * Plain JavaScript without dependencies, because it runs on a fresh clone.
 */
const { spawn } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..", "..");
const marker = path.join(root, "node_modules", ".deltawerk-lock");

function lockHash() {
  return createHash("sha256")
    .update(fs.readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
}

/** Whether the installed packages are those of the lockfile. */
function areCurrent() {
  try {
    return fs.readFileSync(marker, "utf8") === lockHash();
  } catch {
    return false;
  }
}

/**
 * @param {string} log file that receives npm's full output
 * @returns {Promise<void>} rejects with a text for the user when npm fails
 */
function install(log) {
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const output = fs.openSync(log, "w");
  return new Promise((resolve, reject) => {
    const npm = spawn("npm", ["ci", "--no-fund", "--no-audit"], { cwd: root, stdio: ["ignore", output, output] });
    npm.on("error", (error) => reject(new Error(`npm could not be started: ${error.message}`)));
    npm.on("close", (status) => {
      fs.closeSync(output);
      if (status !== 0)
        return reject(new Error(`npm ci ended with status ${status}.\n${lastLines(log)}\nFull log: ${log}`));
      fs.writeFileSync(marker, lockHash());
      resolve();
    });
  });
}

function lastLines(file) {
  return fs.readFileSync(file, "utf8").trimEnd().split("\n").slice(-6).join("\n");
}

module.exports = { areCurrent, install };
