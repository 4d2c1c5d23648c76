/** Durations as people write them in configuration: "5s", "10m", "2h", "1d". */
const UNITS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/**
 * @param text a whole number followed by s, m, h or d
 * @returns seconds, or null when the text is not a duration
 */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  if (!match) return null;
  return Number(match[1]) * UNITS[match[2]];
}

/** The shortest exact spelling of a number of seconds: 300 → "5m". */
export function formatDuration(seconds: number): string {
  for (const unit of ['d', 'h', 'm'] as const) {
    if (seconds > 0 && seconds % UNITS[unit] === 0) return `${seconds / UNITS[unit]}${unit}`;
  }
  return `${seconds}s`;
}
