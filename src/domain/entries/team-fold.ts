/** A log as the team reads it: with all that visitors are never sent. SPEC R1, R8, R9. */
import { foldingBy } from './fold.ts';
import { step } from './team-step.ts';

export const teamFolding = foldingBy(step);
