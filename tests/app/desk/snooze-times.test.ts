/** Until when: what is offered and what can be typed. SPEC L17, UX 16, 19.8. */
import { describe, expect, it } from 'vitest';
import { parseSnooze, presetsAt } from '$lib/desk/snooze-times.ts';

/** A Tuesday. */
const now = new Date(2026, 11, 1, 14, 7).getTime();
const on = (day: number, hour: number, minute = 0, month = 11) =>
  new Date(2026, month, day, hour, minute).getTime();

describe('what is typed', () => {
  it.each([
    ['2h', on(1, 16, 7)],
    ['2 h', on(1, 16, 7)],
    ['2 heures', on(1, 16, 7)],
    ['in 90 minutes', on(1, 15, 37)],
    ['1h30', on(1, 15, 37)],
    ['3 days', on(4, 9)],
    ['3j', on(4, 9)],
    ['dans 3 jours', on(4, 9)],
    ['1 week', on(8, 9)],
    ['2 semaines', on(15, 9)],
    ['mon 9', on(7, 9)],
    ['Monday 9:30', on(7, 9, 30)],
    ['lundi à 9h', on(7, 9)],
    ['lun. 14h30', on(7, 14, 30)],
    ['tue', on(8, 9)],
    ['tue 18', on(1, 18)],
    ['mardi 8h', on(8, 8)],
    ['tomorrow', on(2, 9)],
    ['tomorrow at 8', on(2, 8)],
    ['demain midi', on(2, 12)],
    ['16:30', on(1, 16, 30)],
    ['9am', on(2, 9)],
    ['5 pm', on(1, 17)],
    ['12 dec', on(12, 9)],
    ['12 Déc 8h', on(12, 8)],
    ['le 3 janvier', new Date(2027, 0, 3, 9).getTime()],
    ['March 3 7:15', new Date(2027, 2, 3, 7, 15).getTime()],
    ['2 ore', on(1, 16, 7)],
    ['tra 90 minuti', on(1, 15, 37)],
    ['3 giorni', on(4, 9)],
    ['2 settimane', on(15, 9)],
    ['lunedì alle 9:30', on(7, 9, 30)],
    ['gio 18', on(3, 18)],
    ['domani', on(2, 9)],
    ['domenica', on(6, 9)],
    ['oggi alle 18', on(1, 18)],
    ['domani mezzogiorno', on(2, 12)],
    ['12 dicembre alle 8', on(12, 8)],
    ['3 mar 7:15', new Date(2027, 2, 3, 7, 15).getTime()],
    ['dentro de 2 horas', on(1, 16, 7)],
    ['en 3 días', on(4, 9)],
    ['1 semana', on(8, 9)],
    ['el lunes a las 9', on(7, 9)],
    ['miércoles', on(2, 9)],
    ['jue 18h', on(3, 18)],
    ['mañana', on(2, 9)],
    ['hoy a las 18', on(1, 18)],
    ['mañana mediodía', on(2, 12)],
    ['12 de diciembre a las 8', on(12, 8)],
  ])('[L17] %s', (typed, expected) => {
    expect(parseSnooze(typed, now)).toBe(expected);
  });

  it.each(['', '  ', 'soon', '25:00', 'mon 30', '31 feb', 'today 9', '0h', '-2h', '2 2 2', 'h'])(
    '[L17] %j is no time that is to come',
    (typed) => {
      expect(parseSnooze(typed, now)).toBeNull();
    },
  );

  it('[L17] a day is a day, also when the clocks change', () => {
    const saturday = new Date(2026, 9, 24, 12).getTime();
    expect(parseSnooze('2 days', saturday)).toBe(new Date(2026, 9, 26, 9).getTime());
  });
});

describe('what is offered', () => {
  it('[UX19.8] soonest first, with the exact hour', () => {
    expect(presetsAt(now)).toEqual([
      { preset: 'hour', untilMs: on(1, 15, 10) },
      { preset: 'three-hours', untilMs: on(1, 17, 10) },
      { preset: 'evening', untilMs: on(1, 18) },
      { preset: 'tomorrow', untilMs: on(2, 9) },
      { preset: 'monday', untilMs: on(7, 9) },
      { preset: 'week', untilMs: on(8, 9) },
    ]);
  });

  it('[L17] no evening that is over, and no time twice', () => {
    const sundayNight = new Date(2026, 11, 6, 23).getTime();
    const offered = presetsAt(sundayNight);
    expect(offered.map(({ preset }) => preset)).toEqual([
      'hour',
      'three-hours',
      'tomorrow',
      'week',
    ]);
    for (const { untilMs } of offered) expect(untilMs).toBeGreaterThan(sundayNight);
  });
});
