import { defineConfig } from "vitest/config";

/** The slower checks: whole platforms on the real engine, generated data against its sources. */
export default defineConfig({
  test: {
    include: ["test/ci/**/*.test.ts", "test/cluster/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 1_800_000,
  },
});
