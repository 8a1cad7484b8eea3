import { defineConfig } from "vitest/config";

/** Kubernetes objects against a real API server, which is built where the user's cache lacks it. */
export default defineConfig({
  test: {
    include: ["test/cluster/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 1_800_000,
  },
});
