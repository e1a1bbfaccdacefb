import { RestoredNotice } from "../../forms/restored-notice.tsx";
import type { LineDraft } from "./line-draft.ts";

/** In the row: that what was typed is back, and what somebody else saved meanwhile. */
export function LineDraftNotice({ draft }: { readonly draft: LineDraft }) {
  if (!draft.kept.restored) return null;
  return (
    <div>
      <RestoredNotice small draft={draft.kept} />
      {draft.meanwhile !== null && (
        <div className="m-small" role="status" style={{ color: "var(--p-danger)" }}>
          Somebody changed this line meanwhile: {draft.meanwhile}. Saving puts yours in its place.
        </div>
      )}
    </div>
  );
}
