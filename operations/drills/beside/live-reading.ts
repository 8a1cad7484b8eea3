import type { LivePlatform } from "../../../drills/beside/live-platform";

/** What a drill asks of the cloud itself, past the engine. */
export interface LiveReading extends Pick<
  LivePlatform,
  "now" | "waitUntil" | "mark" | "markers" | "primarySide" | "failOver"
> {
  /**
   * @param directory id of the directory that owns the environment's subscriptions
   * @throws CommandFailure where nobody is signed in there
   */
  requireSignIn(directory: string): Promise<void>;
  /**
   * Rows of a query, by the names of their columns.
   *
   * @param workspace its customer id
   */
  query(workspace: string, query: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}
