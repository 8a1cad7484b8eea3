import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{agreement,azure,infra,components,jobs,policies,operations,simulator,test}/**/*.test.ts"],
    exclude: ["test/ci/**"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
