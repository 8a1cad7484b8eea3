/** How a job ends, for whoever decides whether to run it again; see `jobs/README.md`. */
export const EXIT_STATUS = {
  done: 0,
  failed: 1,
  unusable: 2,
  notAsPromised: 3,
  undetermined: 4,
  /** 128 + SIGTERM, as shells and Kubernetes count. */
  interrupted: 143,
} as const;

export type Outcome = keyof typeof EXIT_STATUS;
