/** Minutes in words of a person: `45 min`, `1 h 20 min`. */
export function durationText(minutes: number): string {
  const rounded = Math.max(1, Math.round(minutes));
  const hours = Math.floor(rounded / 60);
  const rest = rounded % 60;
  return hours === 0 ? `${rest} min` : `${hours} h${rest === 0 ? "" : ` ${rest} min`}`;
}
