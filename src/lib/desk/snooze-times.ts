/**
 * Until when to sleep: the times that are offered, and what somebody types ("2h", "mon 9", "3 days", "demain 14h").
 * Words of every language of the desk are understood, whatever the language of the screen. Pure; all times are ms since epoch, days
 * and hours are those of the reader's own zone. SPEC L17, UX 16, 19.8.
 */

export type Preset = 'hour' | 'three-hours' | 'evening' | 'tomorrow' | 'monday' | 'week';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** When a day begins for somebody who says only the day, and when its evening does. */
const morning = 9;
const evening = 18;

/** The times on offer, soonest first; those that would be over or the same as another are left out. */
export function presetsAt(nowMs: number): { preset: Preset; untilMs: number }[] {
  const now = new Date(nowMs);
  const offered: { preset: Preset; untilMs: number }[] = [
    { preset: 'hour', untilMs: roundedUp(nowMs + hourMs) },
    { preset: 'three-hours', untilMs: roundedUp(nowMs + 3 * hourMs) },
    { preset: 'evening', untilMs: at(now, 0, evening) },
    { preset: 'tomorrow', untilMs: at(now, 1, morning) },
    { preset: 'monday', untilMs: at(now, daysUntil(now, 1), morning) },
    { preset: 'week', untilMs: at(now, 7, morning) },
  ];
  return offered
    .filter(({ untilMs, preset }, place) => {
      // An evening that begins within the hour is no choice of its own.
      if (preset === 'evening' && untilMs < nowMs + hourMs) return false;
      return offered.findIndex((other) => other.untilMs === untilMs) === place;
    })
    .toSorted((a, b) => a.untilMs - b.untilMs);
}

/** Null: nothing that can be understood, or a time that is over. */
export function parseSnooze(typed: string, nowMs: number): number | null {
  const text = plain(typed);
  if (text === '') return null;
  const untilMs = spanFrom(text, nowMs) ?? momentFrom(text, nowMs);
  return untilMs !== null && untilMs > nowMs ? untilMs : null;
}

const spans: readonly [RegExp, (count: number, now: Date) => number][] = [
  [/^(?:m|mins?|minutes?|minut[oi]s?)$/, (count, now) => now.getTime() + count * minuteMs],
  [/^(?:h|hrs?|hours?|heures?|or[ae]|horas?)$/, (count, now) => now.getTime() + count * hourMs],
  [/^(?:d|days?|j|jours?|g|giorn[oi]|dias?)$/, (count, now) => at(now, count, morning)],
  [
    /^(?:w|weeks?|sem|semaines?|sett|settiman[ae]|semanas?)$/,
    (count, now) => at(now, 7 * count, morning),
  ],
];

/** "In", before a span. */
const ahead = '(?:(?:in|dans|tra|fra|en|dentro de) )?';
const hoursAndMinutes = new RegExp(`^${ahead}(\\d{1,3}) ?h ?([0-5]\\d)$`);
const countAndUnit = new RegExp(`^${ahead}(\\d{1,4}) ?([a-z]+)$`);

/** "2h", "90 min", "3 days", "in 2 weeks", "dans 3 jours", "tra 3 giorni", "1h30". */
function spanFrom(text: string, nowMs: number): number | null {
  const half = hoursAndMinutes.exec(text);
  if (half) return nowMs + Number(half[1]) * hourMs + Number(half[2]) * minuteMs;
  const found = countAndUnit.exec(text);
  const span = found && spans.find(([unit]) => unit.test(found[2]!));
  return span ? span[1](Number(found[1]), new Date(nowMs)) : null;
}

// English, French, Italian, Spanish; without accents, because what is typed is read without them.
const weekdays: readonly RegExp[] = [
  /^(?:sun(?:day)?|dim(?:anche)?|dom(?:enica|ingo)?)$/,
  /^(?:mon(?:day)?|lun(?:di|edi|es)?)$/,
  /^(?:tue(?:s|sday)?|mar(?:di|tedi|tes)?)$/,
  /^(?:weds?|wednesday|mer(?:credi|coledi)?|mie(?:rcoles)?)$/,
  /^(?:thu(?:r|rs|rsday)?|jeu(?:di)?|gio(?:vedi)?|jue(?:ves)?)$/,
  /^(?:fri(?:day)?|ven(?:dredi|erdi)?|vie(?:rnes)?)$/,
  /^(?:sat(?:urday)?|sam(?:edi)?|sab(?:ato|ado)?)$/,
];
const months: readonly RegExp[] = [
  /^(?:jan(?:uary|vier|v)?|gen(?:naio)?|ene(?:ro)?)$/,
  /^(?:feb(?:ruary|braio|rero)?|fev(?:rier)?)$/,
  /^mar(?:ch|s|zo)?$/,
  /^(?:apr(?:il|ile)?|avr(?:il)?|abr(?:il)?)$/,
  /^(?:may|mai|mag(?:gio)?|mayo)$/,
  /^(?:june?|juin|giu(?:gno)?|junio)$/,
  /^(?:july?|juil(?:let)?|lug(?:lio)?|julio)$/,
  /^(?:aug(?:ust)?|aout|ago(?:sto)?)$/,
  /^(?:sep(?:t|tember|tembre|tiembre)?|set(?:t|tembre)?)$/,
  /^(?:oct(?:ober|obre|ubre)?|ott(?:obre)?)$/,
  /^nov(?:ember|embre|iembre)?$/,
  /^(?:dec(?:ember|embre)?|dic(?:embre|iembre)?)$/,
];
/** Words around a day or an hour that say nothing of their own. */
const fillers = /^(?:at|on|until|a|le|jusqu'a|alle|all'|il|ore|fino|di|las?|el|de|del|hasta)$/;

/** "mon 9", "tomorrow", "demain 14h30", "lun alle 9", "12 de diciembre 8:00", "18:30", "9pm". */
function momentFrom(text: string, nowMs: number): number | null {
  const now = new Date(nowMs);
  const words = text.split(' ').filter((word) => !fillers.test(word));
  const [first = '', second = ''] = words;

  const relative = relativeDay(first);
  if (relative !== null) return clocked(now, relative, words.slice(1));
  const weekday = weekdays.findIndex((names) => names.test(first));
  if (weekday !== -1) return onWeekday(now, weekday, words.slice(1));
  const dated = dateFrom(now, first, second);
  if (dated !== null) return clocked(now, dated, words.slice(2));
  if (words.length > 2) return null;

  const clock = clockFrom(words);
  if (!clock) return null;
  const today = at(now, 0, clock.hour, clock.minute);
  return today > nowMs ? today : at(now, 1, clock.hour, clock.minute);
}

function relativeDay(word: string): number | null {
  if (/^(?:today|aujourd'hui|oggi|hoy)$/.test(word)) return 0;
  return /^(?:tomorrow|tmr|demain|domani|manana)$/.test(word) ? 1 : null;
}

/** The next such day; today only if its hour is still to come. */
function onWeekday(now: Date, weekday: number, rest: readonly string[]): number | null {
  const isToday = now.getDay() === weekday;
  const today = isToday ? clocked(now, 0, rest) : null;
  if (today !== null && rest.length > 0 && today > now.getTime()) return today;
  return clocked(now, daysUntil(now, weekday), rest);
}

/** Days from now to "12 dec" or "dec 12"; next year's if this year's is over. */
function dateFrom(now: Date, first: string, second: string): number | null {
  const [day, name] = /^\d/.test(first) ? [first, second] : [second, first];
  const month = months.findIndex((names) => names.test(name));
  if (month === -1 || !/^\d{1,2}$/.test(day)) return null;
  const today = at(now, 0, 0);
  const thisYear = new Date(now.getFullYear(), month, Number(day));
  if (thisYear.getMonth() !== month) return null;
  const chosen =
    thisYear.getTime() < today ? new Date(now.getFullYear() + 1, month, Number(day)) : thisYear;
  return Math.round((chosen.getTime() - today) / (24 * hourMs));
}

function clocked(now: Date, days: number, rest: readonly string[]): number | null {
  if (rest.length === 0) return at(now, days, morning);
  const clock = clockFrom(rest);
  return clock && at(now, days, clock.hour, clock.minute);
}

/** "9", "9:30", "9h", "9h30", "9 am", "9.30pm", "noon", "midi", "mezzogiorno", "mediodía". */
function clockFrom(words: readonly string[]): { hour: number; minute: number } | null {
  const text = words.join('');
  if (/^(?:noon|midi|mezzogiorno|mediodia)$/.test(text)) return { hour: 12, minute: 0 };
  const found = /^(\d{1,2})(?:[:.h]([0-5]\d)?)?(am|pm)?$/.exec(text);
  if (!found) return null;
  const [, hours, minutes = '0', half] = found;
  const hour = half ? (Number(hours) % 12) + (half === 'pm' ? 12 : 0) : Number(hours);
  return hour > 23 ? null : { hour, minute: Number(minutes) };
}

/** That hour, so many days from that day, in the reader's zone: days on which clocks change are days all the same. */
function at(day: Date, days: number, hour: number, minute = 0): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, hour, minute).getTime();
}

/** 1 to 7: never today. */
function daysUntil(now: Date, weekday: number): number {
  return ((weekday - now.getDay() + 6) % 7) + 1;
}

/** To the next five minutes, so that what is offered can be said. */
function roundedUp(ms: number): number {
  return Math.ceil(ms / (5 * minuteMs)) * 5 * minuteMs;
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('\u2019', "'")
    .toLowerCase()
    .replace(/[,.;]+(?= |$)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
