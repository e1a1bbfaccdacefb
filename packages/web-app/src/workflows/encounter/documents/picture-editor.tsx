import { ActionIcon, Button } from "@mantine/core";
import type { DocumentMark, DocumentView, OpenDocument } from "@practicum/contracts/charting/documents";
import { describeError } from "@practicum/contracts/error";
import { useWindowKeys } from "@practicum/ui/keys.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { IconRotateClockwise, IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { MarksList } from "./marks-list.tsx";
import { Picture } from "./picture.tsx";
import { cropBetween, drawn, newMark, type Chosen, type Point } from "./view-model.ts";

interface Props {
  readonly patientId: string;
  readonly found: OpenDocument;
  readonly size: { readonly width: number; readonly height: number };
  readonly url: string;
  readonly canEdit: boolean;
}

const TURNS = { 0: 90, 90: 180, 180: 270, 270: 0 } as const;
const FULL = { x: 100, y: 100, width: 800, height: 800 };

/** A picture that is enlarged, turned, cut and marked; the marks are kept beside it. */
export function PictureEditor({ patientId, found, size, url, canEdit }: Props) {
  const session = useSession();
  const save = useCommand("charting", "saveDocumentView");
  const [zoom, setZoom] = useState(1);
  const [chosen, setChosen] = useState<Chosen>(null);
  const [view, setView, clear, kept] = useDraft<DocumentView>(
    `document-view:${found.documentId}:${found.viewVersion}`,
    found.view,
  );
  const edits = canEdit && session.can("history.record");
  const isWritten = view.marks.every((mark) => mark.kind !== "text" || mark.text.trim() !== "");
  const isChanged = JSON.stringify(view) !== JSON.stringify(found.view);
  const add = (kind: DocumentMark["kind"]) => {
    setView({ ...view, marks: [...view.marks, newMark(kind, view.crop)] });
    setChosen(view.marks.length);
  };
  const draw = (from: Point, to: Point) =>
    setView((old) => {
      if (chosen === "crop") return { ...old, crop: cropBetween(from, to) };
      const aspect = size.height / size.width;
      return { ...old, marks: old.marks.map((mark, at) => (at === chosen ? drawn(mark, from, to, aspect) : mark)) };
    });
  const keep = async () => {
    const { documentId, viewVersion } = found;
    const result = await save.run({ patientId, documentId, baseVersion: viewVersion, view });
    if (!result.ok) return;
    setChosen(null);
    clear();
  };
  const turn = () => setView({ ...view, rotation: TURNS[view.rotation] });
  const enlarge = (by: number) => setZoom((old) => Math.min(6, Math.max(1, old * by)));
  // Of two pictures side by side both are enlarged.
  useWindowKeys({
    "+": () => enlarge(1.25),
    "=": () => enlarge(1.25),
    "-": () => enlarge(0.8),
    "0": () => setZoom(1),
    r: turn,
    Escape: () => (chosen === null ? false : setChosen(null)),
  });
  return (
    <div>
      {edits && <RestoredNotice small draft={kept} />}
      <div className="d-tools" role="toolbar" aria-label="Picture tools">
        <ActionIcon variant="default" size={30} aria-label="Smaller" title="Smaller (−)" onClick={() => enlarge(0.8)}>
          <IconZoomOut size={16} />
        </ActionIcon>
        <ActionIcon variant="default" size={30} aria-label="Larger" title="Larger (+)" onClick={() => enlarge(1.25)}>
          <IconZoomIn size={16} />
        </ActionIcon>
        <ActionIcon variant="default" size={30} aria-label="Turn right" title="Turn right (R)" onClick={turn}>
          <IconRotateClockwise size={16} />
        </ActionIcon>
        {edits && (
          <>
            {(["arrow", "circle", "text"] as const).map((kind) => (
              <Button
                key={kind}
                size="compact-sm"
                variant="default"
                disabled={view.marks.length >= 40}
                onClick={() => add(kind)}
              >
                {{ arrow: "Add arrow", circle: "Add circle", text: "Add text" }[kind]}
              </Button>
            ))}
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                setView({ ...view, crop: view.crop ?? FULL });
                setChosen("crop");
              }}
            >
              Crop
            </Button>
          </>
        )}
        {edits && isChanged && (
          <Button size="compact-sm" loading={save.pending} disabled={!isWritten} onClick={() => void keep()}>
            Save marks
          </Button>
        )}
      </div>
      {save.error && (
        <Notice tone="danger" role="alert">
          {save.error.code === "stale-version"
            ? "Somebody else marked this picture meanwhile. Yours are kept here: open the picture again, and add them."
            : describeError(save.error)}
        </Notice>
      )}
      <Picture
        url={url}
        alt={found.title}
        size={size}
        view={view}
        zoom={zoom}
        chosen={edits ? chosen : null}
        onDraw={draw}
      />
      <MarksList view={view} chosen={chosen} edits={edits} onChoose={setChosen} onChange={setView} />
    </div>
  );
}
