import { defineConfig } from "vitest/config";

/** Checks that have not been seen to pass on the whole project yet; each moves to the others once it has. */
export const notYetPassed = [
  "test/ci/mutation.test.ts",
  "test/ci/reachability.test.ts",
  "test/ci/tenants.test.ts",
  "test/cluster/platforms.test.ts",
];

export default defineConfig({
  test: {
    include: notYetPassed,
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 1_800_000,
  },
});
