/** Why visits are mostly cancelled, one key each. */
export const usualReasons = ["Patient asked", "Patient is ill", "Provider is out", "Booked by mistake"] as const;
