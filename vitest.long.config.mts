import { defineConfig } from "vitest/config";
import ci from "./vitest.ci.config.mjs";

/** Checks that follow a platform through days of its life: an hour and more on two cores. */
export default defineConfig({ test: { ...ci.test, include: ["test/long/**/*.test.ts"] } });
