import { Button } from "@mantine/core";
import type { OpenDocument } from "@practicum/contracts/charting/documents";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { IconDownload } from "@tabler/icons-react";
import { useMemo } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { PictureEditor } from "./picture-editor.tsx";
import { useContent } from "./use-content.ts";

interface Props {
  readonly patientId: string;
  readonly found: OpenDocument;
  readonly canEdit: boolean;
}

/** What is in a document, by what it is. */
export function Content({ patientId, found, canEdit }: Props) {
  const content = useContent(patientId, found.documentId, found.sha256);
  const text = useMemo(
    () =>
      content.data?.mediaType === "text/plain"
        ? new TextDecoder().decode(Uint8Array.fromBase64(content.data.content))
        : null,
    [content.data],
  );
  if (content.isError)
    return (
      <ErrorState what="What is in it" message={errorText(content.error)} onRetry={() => void content.refetch()} />
    );
  if (!content.data || content.url === null) return <LoadingState rows={8} />;
  if (text !== null) return <pre className="d-letter">{text}</pre>;
  if (found.size)
    return <PictureEditor patientId={patientId} found={found} size={found.size} url={content.url} canEdit={canEdit} />;
  return (
    <>
      <Notice tone="info">
        A PDF opens in the browser’s own reader, apart from this page. It was looked through for programs, forms and
        files inside when it was filed.
      </Notice>
      <Button
        component="a"
        mt={10}
        href={content.url}
        download={`document-${found.takenOn}.pdf`}
        leftSection={<IconDownload size={16} />}
      >
        Open the PDF
      </Button>
    </>
  );
}
