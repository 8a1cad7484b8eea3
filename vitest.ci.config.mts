import { readFileSync } from "node:fs";
import { configDefaults, defineConfig } from "vitest/config";

/** The slower checks: whole platforms on the real engine, generated data against its sources. */
export default defineConfig({
  test: {
    include: ["test/ci/**/*.test.ts", "test/cluster/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...(JSON.parse(readFileSync("test/not-yet-passed.json", "utf8")) as string[])],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 1_800_000,
  },
});
