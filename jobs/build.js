"use strict";

/**
 * `npm run jobs`: one file a job, with everything it needs except Node, below `.deltawerk/build/jobs`. The images copy
 * these files. With names, only those jobs.
 */
const path = require("node:path");
const esbuild = require("esbuild");

const root = path.join(__dirname, "..");

const JOBS = ["export", "verification", "restore", "principals", "probe", "presence", "scan", "heartbeat"];

/**
 * @param {readonly string[]} [jobs] names of jobs; all where absent
 * @param {string} [folder] where the bundles go
 * @returns {readonly string[]} paths of the bundles
 */
function buildJobs(jobs = JOBS, folder = path.join(root, ".deltawerk", "build", "jobs")) {
  return jobs.map((job) => {
    const outfile = path.join(folder, `${job}.js`);
    esbuild.buildSync({
      absWorkingDir: root,
      entryPoints: [`jobs/${job}/main.ts`],
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node20",
      // Azure's packages are ES modules that ask where they are.
      define: { "import.meta.url": "bundleUrl" },
      banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
      // Stack traces of a container lead to the lines of the sources.
      sourcemap: "inline",
      sourcesContent: false,
      keepNames: true,
      outfile,
      logLevel: "warning",
    });
    return outfile;
  });
}

module.exports = { JOBS, buildJobs };

if (require.main === module) {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((job) => !JOBS.includes(job));
  if (unknown.length > 0) {
    process.stderr.write(`There is no job ${unknown.join(", ")}. Jobs are ${JOBS.join(", ")}.\n`);
    process.exit(2);
  }
  for (const bundle of buildJobs(asked.length > 0 ? asked : JOBS)) {
    process.stdout.write(`${path.relative(root, bundle)}\n`);
  }
}
