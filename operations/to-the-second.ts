/** A moment in UTC without fractions of a second, as documents have it: `2027-03-01T10:00:00Z`. */
export function toTheSecond(moment: Date): string {
  return moment.toISOString().replace(/\.\d{3}Z$/, "Z");
}
