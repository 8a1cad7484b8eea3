/** What can happen to a copy, and what a verification has to call it (jobs/copies/damage.ts). */
export const damages = {
  "flipped bit": { text: "a bit of a part is flipped", foundAs: "altered" },
  "cut part": { text: "a part is cut short", foundAs: "truncated" },
  "lost part": { text: "a part is gone", foundAs: "missing part" },
  "changed places": { text: "two parts are in each other's place, with sums made to fit", foundAs: "not authentic" },
  "cut tail": { text: "the end is cut off, with sizes and sums made to fit", foundAs: "not authentic" },
  "torn manifest": { text: "the manifest is torn", foundAs: "manifest" },
  "other tenant": { text: "the manifest is another tenant's", foundAs: "manifest" },
  "other key": { text: "the data key is wrapped for somebody else", foundAs: "key" },
  "other sum": { text: "the manifest tells another sum of the contents", foundAs: "payload" },
  "torn archive": { text: "the file was broken before it was encrypted, and every sum is right", foundAs: "structure" },
  "lost rows": { text: "rows were lost before it was encrypted, and every sum is right", foundAs: "contents" },
  "lost copy": { text: "the whole copy is gone", foundAs: "stale" },
} as const satisfies Readonly<Record<string, { readonly text: string; readonly foundAs: string }>>;

/** Name of a damage. */
export type DamageId = keyof typeof damages;

/** All damages, in the order in which a drill does them. */
export const damageIds = Object.keys(damages) as readonly DamageId[];
