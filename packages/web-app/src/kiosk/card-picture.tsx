import { useId, useState } from "react";
import type { CardPicture } from "./kiosk-draft.ts";
import type { KioskWords } from "./kiosk-words.ts";

/** The longer side; a card's small print is read at it. */
const PIXELS = 1400;
/** Four of them and the form fit into what a browser keeps. */
const CHARS_MAX = 480_000;

interface Props {
  readonly words: KioskWords;
  readonly side: "front" | "back";
  readonly coverageId: string | null;
  readonly picture: CardPicture | undefined;
  readonly onChange: (picture: CardPicture | null) => void;
}

/** One side of a card, from the tablet's camera or a file. */
export function CardPictureField({ words, side, coverageId, picture, onChange }: Props) {
  const id = useId();
  const [failed, setFailed] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const jpeg = await toJpeg(file);
    setFailed(jpeg === null);
    if (jpeg !== null)
      onChange({ pictureId: crypto.randomUUID(), commandId: crypto.randomUUID(), side, coverageId, jpeg });
  };
  const label = side === "front" ? words.front : words.backSide;
  return (
    <div className="k-picture">
      {picture && <img src={`data:image/jpeg;base64,${picture.jpeg}`} alt={label} />}
      <div>
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          type="file"
          accept="image/*"
          capture="environment"
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
        {picture && (
          <p role="status">
            {words.pictureTaken}{" "}
            <button type="button" className="k-plain" onClick={() => onChange(null)}>
              {words.removePicture}
            </button>
          </p>
        )}
        {failed && (
          <p className="k-fault" role="alert">
            {words.pictureFailed}
          </p>
        )}
      </div>
    </div>
  );
}

/** As a JPEG in base64, small enough; null where it is no picture. What a camera writes into it (place, time) is not in it any more. */
async function toJpeg(file: File): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const canvas = document.createElement("canvas");
    for (const [pixels, quality] of [
      [PIXELS, 0.75],
      [1100, 0.65],
      [800, 0.6],
    ] as const) {
      const scale = Math.min(1, pixels / Math.max(bitmap.width, bitmap.height));
      canvas.width = Math.max(1, Math.round(bitmap.width * scale));
      canvas.height = Math.max(1, Math.round(bitmap.height * scale));
      canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      const base64 = canvas.toDataURL("image/jpeg", quality).split(",")[1] ?? "";
      if (base64 !== "" && base64.length <= CHARS_MAX) return base64;
    }
    return null;
  } catch {
    return null;
  }
}
