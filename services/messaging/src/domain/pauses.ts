/** Waits after a failed sending; after the last one it has failed for good (MSG-35, MSG-45). */
export const PAUSES_MINUTES: readonly number[] = [1, 10, 60, 240];
