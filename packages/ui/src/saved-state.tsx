import { IconAlertTriangle, IconCloudCheck, IconCloudOff, IconDeviceFloppy, IconLoader2 } from "@tabler/icons-react";

/** Where what was typed is: kept in this browser, stored by the service, waiting for the network, or in conflict. */
export type SaveState =
  | { readonly kind: "idle" }
  | { readonly kind: "here" }
  | { readonly kind: "saving" }
  /** `at` as the wall clock shows it: "8:02 AM". */
  | { readonly kind: "saved"; readonly at: string }
  | { readonly kind: "offline" }
  | { readonly kind: "conflict" };

export function SavedState({ state }: { readonly state: SaveState }) {
  const shown = describe(state);
  return (
    <span
      role="status"
      aria-live="polite"
      style={{ display: "inline-flex", gap: 5, alignItems: "center", fontSize: 12, color: "var(--p-dim)" }}
    >
      {shown && (
        <>
          <shown.icon size={15} aria-hidden /> {shown.text}
        </>
      )}
    </span>
  );
}

function describe(state: SaveState) {
  switch (state.kind) {
    case "idle":
      return null;
    case "here":
      return { icon: IconDeviceFloppy, text: "Saved here" };
    case "saving":
      return { icon: IconLoader2, text: "Saved here, sending…" };
    case "saved":
      return { icon: IconCloudCheck, text: `Saved ${state.at}` };
    case "offline":
      return { icon: IconCloudOff, text: "Offline – kept" };
    case "conflict":
      return { icon: IconAlertTriangle, text: "Conflict" };
  }
}
