/** Whether a decision of which the last day is known no longer holds. Where nobody says which day it is, none holds. */
export function isOver(lastDay: string | undefined, today: string | undefined): boolean {
  return lastDay !== undefined && (today === undefined || lastDay < today)
}
