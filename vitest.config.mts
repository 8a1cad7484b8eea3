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

export default defineConfig({
  test: {
    include: [
      "{agreement,azure,drills,infra,components,jobs,policies,operations,evidence,simulator,test}/**/*.test.ts",
    ],
    exclude: ["test/ci/**", "test/cluster/**", "test/long/**"],
    sequence: { sequencer: EngineTestsFirst },
    // Engine tests wait for processes most of the time: one worker less than processors, the default, leaves one idle.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
