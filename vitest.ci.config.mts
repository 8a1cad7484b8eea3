import { configDefaults, defineConfig } from "vitest/config";
import { notYetPassed } from "./vitest.slow.config.mts";

/** The slower checks: whole platforms on the real engine, generated data against its sources. */
export default defineConfig({
  test: {
    include: ["test/ci/**/*.test.ts", "test/cluster/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...notYetPassed],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 1_800_000,
  },
});
