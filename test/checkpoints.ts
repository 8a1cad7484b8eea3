/**
 * Lets what this file's tests start write a stack's state while it works, as it does for users, and not at the end only
 * (`vitest.ci.config.mts`): for tests whose runs are cut off and go on where they were.
 */
export function writeCheckpoints(): void {
  delete process.env["PULUMI_SKIP_CHECKPOINTS"];
}
