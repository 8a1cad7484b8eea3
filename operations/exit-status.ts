/** What the command's exit status tells a script. */
export const exitStatus = {
  done: 0,
  /** An update, a tool or the cloud failed. */
  failed: 1,
  /** The command line, the agreement, the tenants or the environment cannot be used; nothing was changed. */
  invalidInput: 2,
  /** `down` removed what it may, and protected data is still there. */
  dataKept: 3,
  /** `preview --expect-no-changes` found changes. */
  changes: 4,
  /** `drill` came to its end, and what was measured is not what was agreed. */
  deviated: 5,
  /** The user interrupted it. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
