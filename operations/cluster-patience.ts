/**
 * How long clusters may take to be emptied before they go, in minutes. An API server that takes connections and never
 * answers must not keep what it runs in from being removed. Ours.
 */
export const CLUSTER_PATIENCE = {
  /** For the clusters that a cell has no more. */
  leavingMinutes: 15,
  /** For everything in the clusters of a cell. */
  workloadMinutes: 30,
};
