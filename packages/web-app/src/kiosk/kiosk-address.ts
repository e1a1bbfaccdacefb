export interface KioskAddress {
  readonly practice: string | null;
  readonly code: string;
}

/** "#mission-bay/KMTRWA", as the desk's QR code has it: behind the # it is sent nowhere, and it leaves the address at once. */
export function readAddress(): KioskAddress {
  const [, practice, code = ""] = /^#(?:([a-z0-9-]{1,60})\/)?([A-Z]{0,12})$/.exec(location.hash) ?? [];
  if (location.hash !== "") history.replaceState(null, "", "/kiosk");
  return { practice: practice ?? null, code };
}
