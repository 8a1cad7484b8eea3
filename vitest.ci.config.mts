import { statSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The longest begin first, so that no worker is left with one at the end. Longer texts do more, as a rule. */
const LONGEST = ["platforms", "pack-mutations", "components", "interrupted", "mutation"];

class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const index = LONGEST.findIndex((name) => moduleId.endsWith(`/test/ci/${name}.test.ts`));
      return index < 0 ? LONGEST.length : index;
    };
    const size = ({ moduleId }: TestSpecification): number => statSync(moduleId).size;
    return Promise.resolve([...files].sort((left, right) => place(left) - place(right) || size(right) - size(left)));
  }
}

/** The slower checks: whole platforms on the real engine, generated data against its sources. */
export default defineConfig({
  test: {
    include: ["test/ci/**/*.test.ts", "test/cluster/**/*.test.ts"],
    sequence: { sequencer: LongestFirst },
    maxWorkers: 2,
    // The engine writes a stack's whole state twice for every resource, which is half of what bringing a platform up
    // costs and matters to a run that is killed only. What tests kill writes it: `test/checkpoints.ts`.
    env: { PULUMI_SKIP_CHECKPOINTS: "true" },
    testTimeout: 900_000,
    hookTimeout: 1_800_000,
  },
});
