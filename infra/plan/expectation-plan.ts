/** Expected availability at one boundary, with everything it rests on. */
export interface AvailabilityFigure {
  readonly at: "platform" | "url" | "documents" | "sign-in" | "control-plane";
  /** Set where the figure is that of one tenant, whose requests pass more than others'. */
  readonly tenant?: string;
  /** Share of time, 0-1. */
  readonly expected: number;
  /** Share of time that was promised; absent where the figure is only shown. */
  readonly target?: number;
  /** Minutes a year between expectation and promise; negative where the promise is not kept. */
  readonly headroomMinutes?: number;
  readonly parts: readonly { readonly name: string; readonly availability: number; readonly source: string }[];
  readonly assumptions: readonly string[];
  readonly promises: readonly string[];
}

/** Expected loss and duration of a recovery, with what they are made of. */
export interface RecoveryFigure {
  /** Of one tenant's data, the beginning of a restore, of a lost site, from nothing but the independent copies. */
  readonly kind: "restore" | "start" | "site" | "copies";
  readonly scope: string;
  /** Minutes of work that may be lost, and the agreed value. */
  readonly pointMinutes: number;
  readonly agreedPointMinutes: number | undefined;
  readonly timeMinutes: number;
  readonly agreedTimeMinutes: number | undefined;
  readonly steps: readonly { readonly name: string; readonly minutes: number; readonly source: string }[];
  readonly promises: readonly string[];
}
