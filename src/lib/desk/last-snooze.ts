/** The last time somebody chose to sleep until, on this device: one key does the same again (UX 19.8). */
const storageKey = 'parley-snooze';

export interface DayTime {
  /** 0 is Sunday. */
  weekday: number;
  hour: number;
  minute: number;
}

export function lastSnooze(): DayTime | null {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? 'null') as DayTime | null;
    const isWhole = [kept?.weekday, kept?.hour, kept?.minute].every(Number.isInteger);
    return isWhole ? kept : null;
  } catch {
    return null;
  }
}

export function keepSnooze(untilMs: number): void {
  const until = new Date(untilMs);
  const kept: DayTime = {
    weekday: until.getDay(),
    hour: until.getHours(),
    minute: until.getMinutes(),
  };
  try {
    localStorage.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // Nothing is lost but a small comfort.
  }
}

/** The next moment that has this weekday and hour, ms since epoch. */
export function nextAt({ weekday, hour, minute }: DayTime, nowMs: number): number {
  const now = new Date(nowMs);
  const days = (weekday - now.getDay() + 7) % 7;
  const at = (more: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + more, hour, minute).getTime();
  return at(days) > nowMs ? at(days) : at(days + 7);
}
