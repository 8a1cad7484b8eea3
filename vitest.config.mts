import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Whole platforms take minutes, so they begin first and the many short tests run beside them. */
class EngineTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isEngineTest = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith(".engine.test.ts");
    return [...sorted.filter(isEngineTest), ...sorted.filter((file) => !isEngineTest(file))];
  }
}

/** Folders whose tests leave nothing behind in their process, so that many files share one and load what they test once. */
const SHARING = ["agreement", "azure", "components", "drills", "evidence", "jobs", "policies", "simulator"];
const testsIn = (folders: readonly string[]): string[] => folders.map((folder) => `${folder}/**/*.test.ts`);
const engineTests = "**/*.engine.test.ts";

export default defineConfig({
  test: {
    sequence: { sequencer: EngineTestsFirst },
    // Engine tests wait for processes most of the time: one worker less than processors, the default, leaves one idle.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: { name: "sharing", include: testsIn(SHARING), exclude: [engineTests], isolate: false },
      },
      {
        extends: true,
        test: {
          name: "alone",
          include: [...testsIn(["infra", "operations", "test"]), engineTests],
          exclude: ["node_modules/**", "test/ci/**", "test/cluster/**", "test/long/**"],
        },
      },
    ],
  },
});
