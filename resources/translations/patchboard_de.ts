<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
<name />
<message>
<source>Retry</source>
<translation>Noch einmal</translation>
</message>
<message>
<source>Show</source>
<translation>Zeigen</translation>
</message>
</context>
<context>
<name>Actions</name>
<message>
<source>Anchor</source>
<translation>Anker</translation>
</message>
<message>
<source>Add an anchor…</source>
<translation>Anker hinzufügen…</translation>
</message>
<message>
<source>Makes words or colours that every request is told.</source>
<translation>Legt Worte oder Farben fest, die jede Anfrage mitbekommt.</translation>
</message>
<message>
<source>Edit the anchor…</source>
<translation>Anker bearbeiten…</translation>
</message>
<message>
<source>Changes what it says, as a new version, and where it holds.</source>
<translation>Ändert, was er sagt, als neue Fassung, und wo er gilt.</translation>
</message>
<message>
<source>Anchor on</source>
<translation>Anker an</translation>
</message>
<message>
<source>Has the chosen anchors count in their place, or not.</source>
<translation>Lässt die gewählten Anker an ihrem Ort gelten oder nicht.</translation>
</message>
<message>
<source>Remove the anchor</source>
<translation>Anker entfernen</translation>
</message>
<message>
<source>Takes it out of all places; in the list, Del does it. What it guided stays in the history.</source>
<translation>Nimmt ihn von allen Orten; in der Liste tut es Entf. Was er gelenkt hat, bleibt im Verlauf.</translation>
</message>
<message>
<source>What it guided</source>
<translation>Was er geleitet hat</translation>
</message>
<message>
<source>Lists in the history what this anchor guided, and nothing else.</source>
<translation>Zeigt im Verlauf nur, was dieser Anker geleitet hat.</translation>
</message>
<message>
<source>Re-run what it affects…</source>
<translation>Betroffenes neu anfragen…</translation>
</message>
<message>
<source>Asks a chosen part of what an earlier version guided again, into new candidates.</source>
<translation>Fragt einen gewählten Teil dessen, was eine frühere Fassung geleitet hat, neu an, als neue Kandidaten.</translation>
</message>
<message>
<source>Anchor earlier</source>
<translation>Anker früher</translation>
</message>
<message>
<source>Has it told before the one above; in the list, Alt+Up does it.</source>
<translation>Er wird vor dem darüber gesagt; in der Liste tut es Alt+Auf.</translation>
</message>
<message>
<source>Anchor later</source>
<translation>Anker später</translation>
</message>
<message>
<source>Has it told after the one below; in the list, Alt+Down does it.</source>
<translation>Er wird nach dem darunter gesagt; in der Liste tut es Alt+Ab.</translation>
</message>
<message>
<source>Anchors</source>
<translation>Anker</translation>
</message>
<message>
<source>Shows the panel of anchors, with the focus.</source>
<translation>Zeigt die Anker und setzt den Fokus hinein.</translation>
</message>
<message>
<source>Prompt as sent</source>
<translation>Prompt wie gesendet</translation>
</message>
<message>
<source>Shows beneath the words what the engine is told: anchors, colours, what is to be avoided.</source>
<translation>Zeigt unter den Worten, was das Modell erfährt: Anker, Farben, was zu meiden ist.</translation>
</message>
<message>
<source>No anchor is chosen: click one in Anchors.</source>
<translation>Kein Anker ist gewählt: Klicke einen unter Anker an.</translation>
</message>
<message>
<source>Choose one anchor alone for this.</source>
<translation>Wähle dafür nur einen Anker.</translation>
</message>
<message>
<source>It holds nowhere: edit it, and choose a place.</source>
<translation>Er gilt nirgends: Bearbeite ihn und wähle einen Ort.</translation>
</message>
<message>
<source>{0} knows no weights: it heeds all anchors alike.</source>
<translation>{0} kennt keine Gewichte: Es beachtet alle Anker gleich.</translation>
</message>
<message>
<source>Make anchor from these…</source>
<translation>Anker daraus machen…</translation>
</message>
<message>
<source>Proposes the colours, the light and the words of the selected pictures as anchors.</source>
<translation>Schlägt Farben, Licht und Worte der ausgewählten Bilder als Anker vor.</translation>
</message>
<message>
<source>A picture cannot be read: {0}</source>
<translation>Ein Bild lässt sich nicht lesen: {0}</translation>
</message>
<message>
<source>Select one picture or more for this.</source>
<translation>Wähle dafür ein Bild oder mehr.</translation>
</message>
<message>
<source>{0} and others</source>
<translation>{0} und andere</translation>
</message>
<message>
<source>Anchor sets…</source>
<translation>Ankersätze…</translation>
</message>
<message>
<source>Saves anchors as a set of your own, adds such sets to this project, shares them as files.</source>
<translation>Sichert Anker als eigenen Satz, fügt solche Sätze hinzu und teilt sie als Dateien.</translation>
</message>
<message>
<source>Save {0} anchors as, such as: Brand A spring</source>
<translation>{0} Anker sichern als, etwa: Marke A Frühling</translation>
</message>
<message>
<source>Save 1 anchor as</source>
<translation>1 Anker sichern als</translation>
</message>
<message>
<source>Import an anchor set</source>
<translation>Ankersatz importieren</translation>
</message>
<message>
<source>Export the anchor set</source>
<translation>Ankersatz exportieren</translation>
</message>
<message>
<source>Anchor sets (*{0})</source>
<translation>Ankersätze (*{0})</translation>
</message>
<message>
<source>Arrange</source>
<translation>Anordnen</translation>
</message>
<message>
<source>Align left sides</source>
<translation>Linke Seiten ausrichten</translation>
</message>
<message>
<source>Align middles across</source>
<translation>Mitten waagrecht ausrichten</translation>
</message>
<message>
<source>Align right sides</source>
<translation>Rechte Seiten ausrichten</translation>
</message>
<message>
<source>Align upper sides</source>
<translation>Obere Seiten ausrichten</translation>
</message>
<message>
<source>Align middles down</source>
<translation>Mitten senkrecht ausrichten</translation>
</message>
<message>
<source>Align lower sides</source>
<translation>Untere Seiten ausrichten</translation>
</message>
<message>
<source>Moves the selected layers so that they are in line.</source>
<translation>Bringt die gewählten Ebenen auf eine Linie.</translation>
</message>
<message>
<source>Distribute across</source>
<translation>Waagrecht verteilen</translation>
</message>
<message>
<source>Distribute down</source>
<translation>Senkrecht verteilen</translation>
</message>
<message>
<source>Pack</source>
<translation>Packen</translation>
</message>
<message>
<source>Makes the gaps between the selected layers equal.</source>
<translation>Macht die Abstände zwischen den gewählten Ebenen gleich.</translation>
</message>
<message>
<source>Puts the selected layers side by side, none over another.</source>
<translation>Legt die gewählten Ebenen nebeneinander, keine über eine andere.</translation>
</message>
<message>
<source>Flip left and right</source>
<translation>Links und rechts spiegeln</translation>
</message>
<message>
<source>Flip top and bottom</source>
<translation>Oben und unten spiegeln</translation>
</message>
<message>
<source>Mirrors the selected layers.</source>
<translation>Spiegelt die gewählten Ebenen.</translation>
</message>
<message>
<source>Mirrors the selected layers upside down.</source>
<translation>Stellt die gewählten Ebenen auf den Kopf.</translation>
</message>
<message>
<source>Bring to front</source>
<translation>Ganz nach vorn</translation>
</message>
<message>
<source>Puts the selected layers above all others.</source>
<translation>Legt die gewählten Ebenen über alle anderen.</translation>
</message>
<message>
<source>Send to back</source>
<translation>Ganz nach hinten</translation>
</message>
<message>
<source>Puts the selected layers beneath all others.</source>
<translation>Legt die gewählten Ebenen unter alle anderen.</translation>
</message>
<message>
<source>Nudge up</source>
<translation>Nach oben schieben</translation>
</message>
<message>
<source>Nudge down</source>
<translation>Nach unten schieben</translation>
</message>
<message>
<source>Nudge left by 10</source>
<translation>10 nach links schieben</translation>
</message>
<message>
<source>Nudge right by 10</source>
<translation>10 nach rechts schieben</translation>
</message>
<message>
<source>Nudge up by 10</source>
<translation>10 nach oben schieben</translation>
</message>
<message>
<source>Nudge down by 10</source>
<translation>10 nach unten schieben</translation>
</message>
<message>
<source>Moves the selected layers by whole pixels.</source>
<translation>Schiebt die gewählten Ebenen um ganze Pixel.</translation>
</message>
<message>
<source>Remove background</source>
<translation>Hintergrund entfernen</translation>
</message>
<message>
<source>Hides the background of each selected picture by a layer mask.</source>
<translation>Verbirgt den Hintergrund jedes ausgewählten Bildes mit einer Ebenenmaske.</translation>
</message>
<message>
<source>Select a picture that is not locked.</source>
<translation>Ein Bild auswählen, das nicht gesperrt ist.</translation>
</message>
<message>
<source>Backgrounds are being removed: wait, or stop it with Escape.</source>
<translation>Hintergründe werden entfernt: warten, oder mit Escape anhalten.</translation>
</message>
<message>
<source>Drift…</source>
<translation>Drift …</translation>
</message>
<message>
<source>How far the results are from what is known to be good, and where their look changed.</source>
<translation>Wie weit die Ergebnisse vom Bewährten entfernt sind, und wo sich ihr Aussehen geändert hat.</translation>
</message>
<message>
<source>Known good</source>
<translation>Bewährt</translation>
</message>
<message>
<source>Holds the set to the candidate in view, or to what is chosen in the history; once more: no longer.</source>
<translation>Misst die Reihe am Vorschlag, der zu sehen ist, oder an dem, was im Verlauf gewählt ist; noch einmal: nicht mehr.</translation>
</message>
<message>
<source>No candidate is in view, and nothing is chosen in the history.</source>
<translation>Kein Vorschlag ist zu sehen, und im Verlauf ist nichts gewählt.</translation>
</message>
<message>
<source>Known good no more</source>
<translation>Nicht mehr bewährt</translation>
</message>
<message>
<source>Limits of drift</source>
<translation>Grenzen der Drift</translation>
</message>
<message>
<source>{0} is asked again for {1} that are known to be good.</source>
<translation>{0} wird noch einmal nach {1} Bewährten gefragt.</translation>
</message>
<message>
<source>{0} selected frames, a file each</source>
<translation>{0} gewählte Rahmen, je eine Datei</translation>
</message>
<message>
<source>All {0} frames, a file each</source>
<translation>Alle {0} Rahmen, je eine Datei</translation>
</message>
<message>
<source>The whole board</source>
<translation>Die ganze Tafel</translation>
</message>
<message>
<source>As it lies on the board: {0}</source>
<translation>Wie es auf der Tafel liegt: {0}</translation>
</message>
<message>
<source>{0} layers, a file each</source>
<translation>{0} Ebenen, je eine Datei</translation>
</message>
<message>
<source>The selection, as one picture</source>
<translation>Die Auswahl, als ein Bild</translation>
</message>
<message>
<source>Layer: {0}</source>
<translation>Ebene: {0}</translation>
</message>
<message>
<source>Frame: {0}</source>
<translation>Rahmen: {0}</translation>
</message>
<message>
<source>Export…</source>
<translation>Exportieren…</translation>
</message>
<message>
<source>Writes a layer, a frame, the selection or the board as picture files.</source>
<translation>Schreibt eine Ebene, einen Rahmen, die Auswahl oder die Tafel als Bilddateien.</translation>
</message>
<message>
<source>Stop the export</source>
<translation>Export anhalten</translation>
</message>
<message>
<source>Ends the writing of files; nothing unfinished is left.</source>
<translation>Beendet das Schreiben von Dateien; nichts Halbes bleibt zurück.</translation>
</message>
<message>
<source>Nothing is being exported.</source>
<translation>Es wird nichts exportiert.</translation>
</message>
<message>
<source>The file</source>
<translation>Die Datei</translation>
</message>
<message>
<source>There is not enough memory for this: choose a smaller scale, or close other programs.</source>
<translation>Dafür reicht der Speicher nicht: wähle einen kleineren Maßstab, oder schließe andere Programme.</translation>
</message>
<message>
<source>Copy</source>
<translation>Kopieren</translation>
</message>
<message>
<source>Copies what is marked, or the selected layers, as a picture.</source>
<translation>Kopiert das Markierte oder die gewählten Ebenen als Bild.</translation>
</message>
<message>
<source>Paste</source>
<translation>Einfügen</translation>
</message>
<message>
<source>Puts the picture or the files of the clipboard on the board.</source>
<translation>Legt das Bild oder die Dateien der Zwischenablage auf die Tafel.</translation>
</message>
<message>
<source>Frame as one picture</source>
<translation>Rahmen als ein Bild</translation>
</message>
<message>
<source>Makes one picture of what the selected frame shows, on top and marked, to be changed as a whole.</source>
<translation>Macht aus dem, was der ausgewählte Rahmen zeigt, ein Bild obenauf, ganz markiert, um es als Ganzes zu ändern.</translation>
</message>
<message>
<source>Select one frame for this.</source>
<translation>Wähle dafür einen Rahmen.</translation>
</message>
<message>
<source>Show only what is marked</source>
<translation>Nur Markiertes zeigen</translation>
</message>
<message>
<source>Makes the mask the layer mask of its picture.</source>
<translation>Macht die Maske zur Ebenenmaske ihres Bildes.</translation>
</message>
<message>
<source>Mark what shows</source>
<translation>Sichtbares markieren</translation>
</message>
<message>
<source>Makes the layer mask the mask, to be painted further.</source>
<translation>Macht die Ebenenmaske zur Maske, zum Weitermalen.</translation>
</message>
<message>
<source>Layer mask on</source>
<translation>Ebenenmaske an</translation>
</message>
<message>
<source>Applies the layer mask, or leaves it aside.</source>
<translation>Wendet die Ebenenmaske an oder lässt sie weg.</translation>
</message>
<message>
<source>Feather layer mask</source>
<translation>Ebenenmaske weichzeichnen</translation>
</message>
<message>
<source>Softens the edge of the layer mask.</source>
<translation>Macht den Rand der Ebenenmaske weich.</translation>
</message>
<message>
<source>Remove layer mask</source>
<translation>Ebenenmaske entfernen</translation>
</message>
<message>
<source>Lets all of the layer show.</source>
<translation>Zeigt wieder die ganze Ebene.</translation>
</message>
<message>
<source>Invert mask</source>
<translation>Maske umkehren</translation>
</message>
<message>
<source>Marks what was not marked.</source>
<translation>Markiert, was nicht markiert war.</translation>
</message>
<message>
<source>Mask the whole picture</source>
<translation>Ganzes Bild maskieren</translation>
</message>
<message>
<source>Marks all of it, to have it changed as a whole.</source>
<translation>Markiert alles, um es im Ganzen ändern zu lassen.</translation>
</message>
<message>
<source>Grow mask</source>
<translation>Maske vergrößern</translation>
</message>
<message>
<source>Makes the mask a little larger.</source>
<translation>Macht die Maske etwas größer.</translation>
</message>
<message>
<source>Shrink mask</source>
<translation>Maske verkleinern</translation>
</message>
<message>
<source>Makes the mask a little smaller.</source>
<translation>Macht die Maske etwas kleiner.</translation>
</message>
<message>
<source>Feather mask</source>
<translation>Maske weichzeichnen</translation>
</message>
<message>
<source>Softens the edge of the mask.</source>
<translation>Macht den Rand der Maske weich.</translation>
</message>
<message>
<source>Clear mask</source>
<translation>Maske leeren</translation>
</message>
<message>
<source>Marks nothing any more.</source>
<translation>Markiert nichts mehr.</translation>
</message>
<message>
<source>Use the last mask again</source>
<translation>Letzte Maske wieder nehmen</translation>
</message>
<message>
<source>Marks what the newest request was about.</source>
<translation>Markiert, worum es zuletzt ging.</translation>
</message>
<message>
<source>Load mask…</source>
<translation>Maske laden…</translation>
</message>
<message>
<source>Takes a grey picture of the same size as the mask.</source>
<translation>Nimmt ein graues Bild gleicher Größe als Maske.</translation>
</message>
<message>
<source>Save mask…</source>
<translation>Maske sichern…</translation>
</message>
<message>
<source>Writes the mask as a grey picture.</source>
<translation>Schreibt die Maske als graues Bild.</translation>
</message>
<message>
<source>Show the mask</source>
<translation>Maske zeigen</translation>
</message>
<message>
<source>Shows the mask over the picture, or hides it; it stays as it is.</source>
<translation>Zeigt die Maske über dem Bild oder verbirgt sie; sie bleibt, wie sie ist.</translation>
</message>
<message>
<source>Mask in black and white</source>
<translation>Maske in Schwarzweiß</translation>
</message>
<message>
<source>Shows the mask itself in the place of the picture: white is what may change.</source>
<translation>Zeigt die Maske selbst statt des Bildes: Weißes darf sich ändern.</translation>
</message>
<message>
<source>Mask in the accent's colour</source>
<translation>Maske in der Akzentfarbe</translation>
</message>
<message>
<source>Mask in red</source>
<translation>Maske in Rot</translation>
</message>
<message>
<source>Mask in white</source>
<translation>Maske in Weiß</translation>
</message>
<message>
<source>Mask in green</source>
<translation>Maske in Grün</translation>
</message>
<message>
<source>Tints what is marked; choose what stands out from the picture.</source>
<translation>Färbt das Markierte; wähle, was sich vom Bild abhebt.</translation>
</message>
<message>
<source>Mask</source>
<translation>Maske</translation>
</message>
<message>
<source>Tools</source>
<translation>Werkzeuge</translation>
</message>
<message>
<source>Edit</source>
<translation>Bearbeiten</translation>
</message>
<message>
<source>Undo</source>
<translation>Zurücknehmen</translation>
</message>
<message>
<source>Takes the last step back, also one of before the last start.</source>
<translation>Nimmt den letzten Schritt zurück, auch von vor dem letzten Start.</translation>
</message>
<message>
<source>Redo</source>
<translation>Wiederholen</translation>
</message>
<message>
<source>Does again what was taken back.</source>
<translation>Macht das Zurückgenommene wieder.</translation>
</message>
<message>
<source>Select all layers</source>
<translation>Alle Ebenen wählen</translation>
</message>
<message>
<source>Selects every layer that is in no group, and every group.</source>
<translation>Wählt jede Ebene, die in keiner Gruppe ist, und jede Gruppe.</translation>
</message>
<message>
<source>Select nothing</source>
<translation>Nichts wählen</translation>
</message>
<message>
<source>Leaves no layer selected.</source>
<translation>Lässt keine Ebene gewählt.</translation>
</message>
<message>
<source>Find an action…</source>
<translation>Aktion suchen…</translation>
</message>
<message>
<source>Finds everything that can be done, by its name.</source>
<translation>Findet alles, was man tun kann, beim Namen.</translation>
</message>
<message>
<source>Settings…</source>
<translation>Einstellungen…</translation>
</message>
<message>
<source>Theme, motion, language, memory and keys.</source>
<translation>Aussehen, Bewegung, Sprache, Speicher und Tasten.</translation>
</message>
<message>
<source>Change keys…</source>
<translation>Tasten ändern…</translation>
</message>
<message>
<source>Gives any action another key.</source>
<translation>Gibt jeder Aktion eine andere Taste.</translation>
</message>
<message>
<source>File</source>
<translation>Datei</translation>
</message>
<message>
<source>New board…</source>
<translation>Neue Tafel…</translation>
</message>
<message>
<source>Begins a project in a file.</source>
<translation>Beginnt ein Projekt in einer Datei.</translation>
</message>
<message>
<source>Open…</source>
<translation>Öffnen…</translation>
</message>
<message>
<source>Opens a project, or a picture in a project beside it.</source>
<translation>Öffnet ein Projekt, oder ein Bild in einem Projekt daneben.</translation>
</message>
<message>
<source>Place pictures…</source>
<translation>Bilder platzieren…</translation>
</message>
<message>
<source>Brings pictures onto the canvas as layers.</source>
<translation>Bringt Bilder als Ebenen auf die Leinwand.</translation>
</message>
<message>
<source>Close board</source>
<translation>Tafel schließen</translation>
</message>
<message>
<source>Goes back to the welcome page; everything is saved.</source>
<translation>Geht zurück zur Startseite; alles ist gesichert.</translation>
</message>
<message>
<source>Quit</source>
<translation>Beenden</translation>
</message>
<message>
<source>Closes the window.</source>
<translation>Schließt das Fenster.</translation>
</message>
<message>
<source>Generate</source>
<translation>Erzeugen</translation>
</message>
<message>
<source>Asks the engine for what is marked.</source>
<translation>Verlangt vom Modell, was markiert ist.</translation>
</message>
<message>
<source>Write the prompt</source>
<translation>Eingabe schreiben</translation>
</message>
<message>
<source>Goes to the words of the prompt bar.</source>
<translation>Geht zu den Worten der Eingabe.</translation>
</message>
<message>
<source>Recent prompts</source>
<translation>Letzte Eingaben</translation>
</message>
<message>
<source>Lists the words of before, to be asked with again.</source>
<translation>Zeigt frühere Worte, um sie wieder zu nehmen.</translation>
</message>
<message>
<source>Pin the prompt bar</source>
<translation>Eingabe festhalten</translation>
</message>
<message>
<source>Lets it stay where it is, or follow what is marked; its edge can be dragged, too.</source>
<translation>Lässt sie stehen oder dem Markierten folgen; auch ihr Rand lässt sich ziehen.</translation>
</message>
<message>
<source>Next candidate</source>
<translation>Nächster Vorschlag</translation>
</message>
<message>
<source>Shows the next candidate in its place; without any, nudges the selected layers.</source>
<translation>Zeigt den nächsten Vorschlag an seinem Platz; ohne einen schiebt es die gewählten Ebenen.</translation>
</message>
<message>
<source>Previous candidate</source>
<translation>Voriger Vorschlag</translation>
</message>
<message>
<source>Shows the candidate before in its place; without any, nudges the selected layers.</source>
<translation>Zeigt den vorigen Vorschlag an seinem Platz; ohne einen schiebt es die gewählten Ebenen.</translation>
</message>
<message>
<source>Keep the candidate aside</source>
<translation>Vorschlag aufheben</translation>
</message>
<message>
<source>Makes the candidate in view a hidden layer.</source>
<translation>Macht den gezeigten Vorschlag zu einer verborgenen Ebene.</translation>
</message>
<message>
<source>More candidates</source>
<translation>Mehr Vorschläge</translation>
</message>
<message>
<source>Asks the same again with other seeds.</source>
<translation>Verlangt dasselbe noch einmal mit anderen Seeds.</translation>
</message>
<message>
<source>Compare with the original</source>
<translation>Mit dem Original vergleichen</translation>
</message>
<message>
<source>Puts a divider over the candidate, with the picture as it was on its left.</source>
<translation>Legt eine Trennlinie über den Vorschlag, links davon das Bild, wie es war.</translation>
</message>
<message>
<source>Moves the divider of the comparison.</source>
<translation>Bewegt die Trennlinie des Vergleichs.</translation>
</message>
<message>
<source>Divider to the left</source>
<translation>Trennlinie nach links</translation>
</message>
<message>
<source>Divider to the right</source>
<translation>Trennlinie nach rechts</translation>
</message>
<message>
<source>Follow the subject</source>
<translation>Dem Motiv folgen</translation>
</message>
<message>
<source>Fits the candidate again to where the subject moved.</source>
<translation>Passt den Vorschlag neu dort ein, wohin das Motiv rückte.</translation>
</message>
<message>
<source>Accept</source>
<translation>Annehmen</translation>
</message>
<message>
<source>Makes the candidate in view a layer.</source>
<translation>Macht den gezeigten Vorschlag zur Ebene.</translation>
</message>
<message>
<source>Accept anyway</source>
<translation>Trotzdem annehmen</translation>
</message>
<message>
<source>Makes it a layer although it is not trusted.</source>
<translation>Macht ihn zur Ebene, obwohl ihm nicht zu trauen ist.</translation>
</message>
<message>
<source>Put away, or stop</source>
<translation>Weglegen oder anhalten</translation>
</message>
<message>
<source>Ends the gesture, puts candidates away or stops the engine; nothing is lost.</source>
<translation>Beendet die Geste, legt Vorschläge weg oder hält das Modell an; nichts geht verloren.</translation>
</message>
<message>
<source>To many sizes…</source>
<translation>In viele Größen…</translation>
</message>
<message>
<source>Makes the selected pictures in many sizes, each in a frame of its own.</source>
<translation>Macht die gewählten Bilder in vielen Größen, jedes in einem eigenen Rahmen.</translation>
</message>
<message>
<source>Retry what failed</source>
<translation>Fehlgeschlagenes wiederholen</translation>
</message>
<message>
<source>Asks once more for the sizes that could not be drawn.</source>
<translation>Verlangt noch einmal die Größen, die nicht gezeichnet werden konnten.</translation>
</message>
<message>
<source>Stop making sizes</source>
<translation>Größen anhalten</translation>
</message>
<message>
<source>Asks for no more of the sizes; what was drawn stays.</source>
<translation>Verlangt keine weiteren Größen; was gezeichnet ist, bleibt.</translation>
</message>
<message>
<source>Connect an engine…</source>
<translation>Modell verbinden…</translation>
</message>
<message>
<source>Finds engines on this computer, and connects those of providers.</source>
<translation>Findet Modelle auf diesem Rechner und verbindet die von Anbietern.</translation>
</message>
<message>
<source>Nothing in the queue is over.</source>
<translation>In der Schlange ist nichts vorbei.</translation>
</message>
<message>
<source>Queue</source>
<translation>Schlange</translation>
</message>
<message>
<source>Shows what is being made, what waits and what failed.</source>
<translation>Zeigt, was entsteht, was wartet und was fehlschlug.</translation>
</message>
<message>
<source>Hold the queue</source>
<translation>Schlange anhalten</translation>
</message>
<message>
<source>Sends nothing more until you let it go on; what runs goes on.</source>
<translation>Sendet nichts mehr, bis du es weitergehen lässt; was läuft, läuft weiter.</translation>
</message>
<message>
<source>Clear what is over</source>
<translation>Vorbeies ausräumen</translation>
</message>
<message>
<source>Takes what is done or failed off the queue; it stays in the history.</source>
<translation>Nimmt Fertiges und Fehlgeschlagenes aus der Schlange; im Verlauf bleibt es.</translation>
</message>
<message>
<source>Ledger</source>
<translation>Kosten</translation>
</message>
<message>
<source>Shows what was paid, by engine, anchor and day, and what it was good for.</source>
<translation>Zeigt, was bezahlt wurde, nach Modell, Anker und Tag, und wofür es gut war.</translation>
</message>
<message>
<source>Budget…</source>
<translation>Budget…</translation>
</message>
<message>
<source>What may be spent in this project; what would go beyond it waits in the queue.</source>
<translation>Was in diesem Projekt ausgegeben werden darf; was darüber hinausginge, wartet in der Schlange.</translation>
</message>
<message>
<source>Export the ledger…</source>
<translation>Kosten exportieren…</translation>
</message>
<message>
<source>Writes every call with its price to a file that spreadsheets open.</source>
<translation>Schreibt jeden Aufruf mit seinem Preis in eine Datei, die Tabellenprogramme öffnen.</translation>
</message>
<message>
<source>Candidate {0}</source>
<translation>Vorschlag {0}</translation>
</message>
<message>
<source>Shows this candidate in its place.</source>
<translation>Zeigt diesen Vorschlag an seinem Platz.</translation>
</message>
<message>
<source>Help</source>
<translation>Hilfe</translation>
</message>
<message>
<source>All keys</source>
<translation>Alle Tasten</translation>
</message>
<message>
<source>Shows every key on one sheet.</source>
<translation>Zeigt alle Tasten auf einem Blatt.</translation>
</message>
<message>
<source>Open the sample</source>
<translation>Beispiel öffnen</translation>
</message>
<message>
<source>Opens a project with a photograph to try everything on.</source>
<translation>Öffnet ein Projekt mit einem Foto, um alles auszuprobieren.</translation>
</message>
<message>
<source>Layer</source>
<translation>Ebene</translation>
</message>
<message>
<source>Rename</source>
<translation>Umbenennen</translation>
</message>
<message>
<source>Gives the selected layer another name.</source>
<translation>Gibt der gewählten Ebene einen anderen Namen.</translation>
</message>
<message>
<source>Duplicate</source>
<translation>Verdoppeln</translation>
</message>
<message>
<source>Copies each selected layer, or what is marked into a layer of its own.</source>
<translation>Kopiert jede gewählte Ebene, oder Markiertes in eine eigene Ebene.</translation>
</message>
<message>
<source>Delete</source>
<translation>Löschen</translation>
</message>
<message>
<source>Takes the selected layers off the board.</source>
<translation>Nimmt die gewählten Ebenen von der Tafel.</translation>
</message>
<message>
<source>Delete with what is inside</source>
<translation>Mit Inhalt löschen</translation>
</message>
<message>
<source>Takes the selected frames off the board, and all that lies in them.</source>
<translation>Nimmt die ausgewählten Rahmen und alles, was darin liegt, vom Brett.</translation>
</message>
<message>
<source>Write</source>
<translation>Schreiben</translation>
</message>
<message>
<source>Writes on the selected note; a double click on it does too.</source>
<translation>Beschreibt den ausgewählten Zettel; ein Doppelklick darauf auch.</translation>
</message>
<message>
<source>Group</source>
<translation>Gruppieren</translation>
</message>
<message>
<source>Puts the selected layers into one group.</source>
<translation>Legt die gewählten Ebenen in eine Gruppe.</translation>
</message>
<message>
<source>Ungroup</source>
<translation>Gruppe auflösen</translation>
</message>
<message>
<source>Puts what is in the selected groups in their place.</source>
<translation>Setzt den Inhalt der gewählten Gruppen an ihre Stelle.</translation>
</message>
<message>
<source>Bring forward</source>
<translation>Nach vorn</translation>
</message>
<message>
<source>Moves the selected layers one place up.</source>
<translation>Rückt die gewählten Ebenen einen Platz hinauf.</translation>
</message>
<message>
<source>Send backward</source>
<translation>Nach hinten</translation>
</message>
<message>
<source>Moves the selected layers one place down.</source>
<translation>Rückt die gewählten Ebenen einen Platz hinunter.</translation>
</message>
<message>
<source>Visible</source>
<translation>Sichtbar</translation>
</message>
<message>
<source>Shows or hides the selected layers.</source>
<translation>Zeigt oder verbirgt die gewählten Ebenen.</translation>
</message>
<message>
<source>Locked</source>
<translation>Gesperrt</translation>
</message>
<message>
<source>Keeps the selected layers as they are, or frees them.</source>
<translation>Lässt die gewählten Ebenen, wie sie sind, oder gibt sie frei.</translation>
</message>
<message>
<source>Nothing has been done yet.</source>
<translation>Es wurde noch nichts getan.</translation>
</message>
<message>
<source>Nothing was taken back.</source>
<translation>Es wurde nichts zurückgenommen.</translation>
</message>
<message>
<source>There is no picture yet: drop one on the canvas.</source>
<translation>Es gibt noch kein Bild: zieh eines auf die Leinwand.</translation>
</message>
<message>
<source>Nothing is marked: paint over what is to change, with {tool.MaskBrush}.</source>
<translation>Nichts ist markiert: übermale mit {tool.MaskBrush}, was sich ändern soll.</translation>
</message>
<message>
<source>Nothing is selected: click something, or choose it in Layers.</source>
<translation>Nichts ist ausgewählt: klicke etwas an oder wähle es in Ebenen.</translation>
</message>
<message>
<source>No layer is selected: click one, or choose it in Layers.</source>
<translation>Keine Ebene ist gewählt: klicke eine an, oder wähle sie unter Ebenen.</translation>
</message>
<message>
<source>Select one layer, frame or note for this.</source>
<translation>Wähle dafür eine Ebene, einen Rahmen oder einen Zettel aus.</translation>
</message>
<message>
<source>A layer of these is locked: unlock it first, with {layer.locked}.</source>
<translation>Eine dieser Ebenen ist gesperrt: gib sie erst mit {layer.locked} frei.</translation>
</message>
<message>
<source>No frame is selected.</source>
<translation>Kein Rahmen ist ausgewählt.</translation>
</message>
<message>
<source>Select one note for this.</source>
<translation>Wähle dafür einen Zettel aus.</translation>
</message>
<message>
<source>No group is selected.</source>
<translation>Keine Gruppe ist gewählt.</translation>
</message>
<message>
<source>No candidates are in view: generate some with {generate.ask}.</source>
<translation>Keine Vorschläge sind zu sehen: erzeuge welche mit {generate.ask}.</translation>
</message>
<message>
<source>Nothing is compared: begin with {generate.compare}.</source>
<translation>Es wird nichts verglichen: beginne mit {generate.compare}.</translation>
</message>
<message>
<source>No sizes are being made.</source>
<translation>Es werden keine Größen gemacht.</translation>
</message>
<message>
<source>No size has failed.</source>
<translation>Keine Größe ist fehlgeschlagen.</translation>
</message>
<message>
<source>Select a layer that has a layer mask.</source>
<translation>Wähle eine Ebene, die eine Ebenenmaske hat.</translation>
</message>
<message>
<source>Select two layers or more for this.</source>
<translation>Wähle dafür zwei Ebenen oder mehr.</translation>
</message>
<message>
<source>View</source>
<translation>Ansicht</translation>
</message>
<message>
<source>Fit all</source>
<translation>Alles einpassen</translation>
</message>
<message>
<source>Shows the whole board.</source>
<translation>Zeigt die ganze Tafel.</translation>
</message>
<message>
<source>Zoom to 100 %</source>
<translation>Auf 100 % zoomen</translation>
</message>
<message>
<source>A pixel is a pixel.</source>
<translation>Ein Pixel ist ein Pixel.</translation>
</message>
<message>
<source>Zoom in</source>
<translation>Vergrößern</translation>
</message>
<message>
<source>Comes nearer.</source>
<translation>Geht näher heran.</translation>
</message>
<message>
<source>Zoom out</source>
<translation>Verkleinern</translation>
</message>
<message>
<source>Goes farther.</source>
<translation>Geht weiter weg.</translation>
</message>
<message>
<source>Fit selection</source>
<translation>Auswahl einpassen</translation>
</message>
<message>
<source>Shows the selected layers as large as there is room for.</source>
<translation>Zeigt die gewählten Ebenen so groß, wie Platz ist.</translation>
</message>
<message>
<source>Turn the view left</source>
<translation>Ansicht links drehen</translation>
</message>
<message>
<source>Turns what you look at; no picture changes.</source>
<translation>Dreht, was du siehst; kein Bild ändert sich.</translation>
</message>
<message>
<source>Turn the view right</source>
<translation>Ansicht rechts drehen</translation>
</message>
<message>
<source>View upright</source>
<translation>Ansicht aufrecht</translation>
</message>
<message>
<source>Looks at the board straight again.</source>
<translation>Schaut wieder gerade auf die Tafel.</translation>
</message>
<message>
<source>Panels</source>
<translation>Felder</translation>
</message>
<message>
<source>Shows or hides everything round the canvas.</source>
<translation>Zeigt oder verbirgt alles rund um die Leinwand.</translation>
</message>
<message>
<source>Minimap</source>
<translation>Übersichtskarte</translation>
</message>
<message>
<source>Shows the whole board in a corner; click or drag in it to move what is in view.</source>
<translation>Zeigt die ganze Tafel in einer Ecke; Klicken oder Ziehen darin verschiebt den Ausschnitt.</translation>
</message>
<message>
<source>Pointer by keys</source>
<translation>Zeiger mit Tasten</translation>
</message>
<message>
<source>Arrow keys move it, Alt little, Shift far; Space presses and lets go, Escape ends it.</source>
<translation>Pfeiltasten bewegen ihn, Alt wenig, Shift weit; Space drückt und lässt los, Escape beendet es.</translation>
</message>
<message>
<source>Next part</source>
<translation>Nächster Teil</translation>
</message>
<message>
<source>Goes to the next.</source>
<translation>Geht zum nächsten.</translation>
</message>
<message>
<source>Previous part</source>
<translation>Voriger Teil</translation>
</message>
<message>
<source>Goes back to the part before.</source>
<translation>Geht zum Teil davor zurück.</translation>
</message>
<message>
<source>Theme of the system</source>
<translation>Aussehen des Systems</translation>
</message>
<message>
<source>Dark or light as the system is.</source>
<translation>Dunkel oder hell, wie das System.</translation>
</message>
<message>
<source>Dark theme</source>
<translation>Dunkles Aussehen</translation>
</message>
<message>
<source>Quiet greys, always.</source>
<translation>Ruhige Grautöne, immer.</translation>
</message>
<message>
<source>Light theme</source>
<translation>Helles Aussehen</translation>
</message>
<message>
<source>Light greys, always.</source>
<translation>Helle Grautöne, immer.</translation>
</message>
<message>
<source>High contrast</source>
<translation>Hoher Kontrast</translation>
</message>
<message>
<source>One tone of text, a line around every control.</source>
<translation>Ein Ton für Text, eine Linie um jedes Bedienteil.</translation>
</message>
<message>
<source>Promote to final</source>
<translation>Als Endfassung anfordern</translation>
</message>
<message>
<source>Asks the final engine for the same: the candidate in view, or what is chosen in the history.</source>
<translation>Verlangt dasselbe vom Modell für Endfassungen: den Vorschlag, der zu sehen ist, oder was im Verlauf gewählt ist.</translation>
</message>
<message>
<source>Draft or final</source>
<translation>Entwurf oder Endfassung</translation>
</message>
<message>
<source>Asks the engine for finals from now on, or again the one for drafts.</source>
<translation>Fragt von jetzt an das Modell für Endfassungen, oder wieder das für Entwürfe.</translation>
</message>
<message>
<source>Use this engine for drafts</source>
<translation>Dieses Modell für Entwürfe nehmen</translation>
</message>
<message>
<source>The switch in the prompt bar asks this engine for drafts; once more, and it does not.</source>
<translation>Der Schalter in der Prompt-Leiste fragt dieses Modell für Entwürfe; noch einmal, und er tut es nicht.</translation>
</message>
<message>
<source>Use this engine for finals</source>
<translation>Dieses Modell für Endfassungen nehmen</translation>
</message>
<message>
<source>What is promoted is asked of the engine in the prompt bar from now on; once more, and it is not.</source>
<translation>Endfassungen werden von jetzt an vom Modell in der Eingabeleiste verlangt; noch einmal, und sie werden es nicht.</translation>
</message>
<message>
<source>Choose an engine for drafts and one for finals first, in the list of engines.</source>
<translation>Wähle zuerst ein Modell für Entwürfe und eines für Endfassungen, in der Liste der Modelle.</translation>
</message>
<message>
<source>No engine for finals is connected.</source>
<translation>Kein Modell für Endfassungen ist verbunden.</translation>
</message>
<message>
<source>Choose one in the prompt bar, then “Use this engine for finals”.</source>
<translation>Wähle eines in der Eingabeleiste, dann „Dieses Modell für Endfassungen nehmen“.</translation>
</message>
<message>
<source>Add references</source>
<translation>Referenzen hinzufügen</translation>
</message>
<message>
<source>Use as reference</source>
<translation>Als Referenz nehmen</translation>
</message>
<message>
<source>Has the selected pictures guide what is made, as they are at the time.</source>
<translation>Lässt die gewählten Bilder leiten, was entsteht, so wie sie dann jeweils sind.</translation>
</message>
<message>
<source>Select a picture first.</source>
<translation>Wähle zuerst ein Bild.</translation>
</message>
<message>
<source>Reference</source>
<translation>Referenz</translation>
</message>
<message>
<source>Add a reference…</source>
<translation>Referenz hinzufügen…</translation>
</message>
<message>
<source>Has picture files guide what is made.</source>
<translation>Lässt Bilddateien leiten, was entsteht.</translation>
</message>
<message>
<source>Edit the reference…</source>
<translation>Referenz bearbeiten…</translation>
</message>
<message>
<source>Changes its name, the part that guides, its source and licence; in the list, Return does it.</source>
<translation>Ändert Namen, den Teil, der leitet, Quelle und Lizenz; in der Liste mit der Eingabetaste.</translation>
</message>
<message>
<source>Reference on</source>
<translation>Referenz an</translation>
</message>
<message>
<source>Has the chosen references guide, or not; in the list, Space does it.</source>
<translation>Lässt die gewählten Referenzen leiten oder nicht; in der Liste mit der Leertaste.</translation>
</message>
<message>
<source>Follow the layer</source>
<translation>Der Ebene folgen</translation>
</message>
<message>
<source>Has it be as its layer is at the time, or keeps it as that is now.</source>
<translation>Hält sie so, wie ihre Ebene jeweils ist, oder so, wie die jetzt ist.</translation>
</message>
<message>
<source>Reference earlier</source>
<translation>Referenz früher</translation>
</message>
<message>
<source>Has it shown before the one before it; in the list, Alt+Left does it.</source>
<translation>Zeigt sie vor der davor; in der Liste mit Alt+Links.</translation>
</message>
<message>
<source>Reference later</source>
<translation>Referenz später</translation>
</message>
<message>
<source>Has it shown after the one behind it; in the list, Alt+Right does it.</source>
<translation>Zeigt sie nach der dahinter; in der Liste mit Alt+Rechts.</translation>
</message>
<message>
<source>Remove the reference</source>
<translation>Referenz entfernen</translation>
</message>
<message>
<source>Takes it away; in the list, Del does it. What it guided stays in the history.</source>
<translation>Nimmt sie weg; in der Liste mit Entf. Was sie geleitet hat, bleibt im Verlauf.</translation>
</message>
<message>
<source>Reference for {0}</source>
<translation>Referenz für {0}</translation>
</message>
<message>
<source>Name it in the prompt</source>
<translation>Im Prompt nennen</translation>
</message>
<message>
<source>Writes its @name into the words, which becomes the number of its picture.</source>
<translation>Schreibt ihren @Namen in die Worte; daraus wird die Nummer ihres Bildes.</translation>
</message>
<message>
<source>Show what it guided</source>
<translation>Zeigen, was sie geleitet hat</translation>
</message>
<message>
<source>Lists in the history what was asked with it.</source>
<translation>Zeigt im Verlauf, was mit ihr gefragt wurde.</translation>
</message>
<message>
<source>References</source>
<translation>Referenzen</translation>
</message>
<message>
<source>Shows the panel of references, with the focus.</source>
<translation>Zeigt die Referenzen und setzt den Fokus hinein.</translation>
</message>
<message>
<source>No reference is chosen: click one in References.</source>
<translation>Keine Referenz ist gewählt: klicke eine unter Referenzen an.</translation>
</message>
<message>
<source>Choose one reference alone for this.</source>
<translation>Wähle dafür eine einzige Referenz.</translation>
</message>
<message>
<source>It was not taken from a layer.</source>
<translation>Sie stammt nicht von einer Ebene.</translation>
</message>
<message>
<source>Its layer is no longer there.</source>
<translation>Ihre Ebene ist nicht mehr da.</translation>
</message>
<message>
<source>Size</source>
<translation>Größe</translation>
</message>
<message>
<source>Hardness</source>
<translation>Härte</translation>
</message>
<message>
<source>Smoothing</source>
<translation>Glättung</translation>
</message>
<message>
<source>Opacity</source>
<translation>Deckkraft</translation>
</message>
<message>
<source>Flow</source>
<translation>Fluss</translation>
</message>
<message>
<source>Tolerance</source>
<translation>Toleranz</translation>
</message>
<message>
<source>Feather</source>
<translation>Weich</translation>
</message>
<message>
<source>Overlap</source>
<translation>Überlappung</translation>
</message>
<message>
<source>Pressure sets size</source>
<translation>Druck setzt die Größe</translation>
</message>
<message>
<source>Connected only</source>
<translation>Nur Verbundenes</translation>
</message>
<message>
<source>Aligned</source>
<translation>Ausgerichtet</translation>
</message>
<message>
<source>Smooth edge</source>
<translation>Glatter Rand</translation>
</message>
<message>
<source>Whole picture</source>
<translation>Ganzes Bild</translation>
</message>
<message>
<source>Snap to the grid</source>
<translation>Am Raster einrasten</translation>
</message>
<message>
<source>Shows a grid; what is moved comes to rest on it.</source>
<translation>Zeigt ein Raster; was bewegt wird, rastet darauf ein.</translation>
</message>
<message>
<source>Snap to frames</source>
<translation>An Rahmen einrasten</translation>
</message>
<message>
<source>What is moved comes to rest on sides and middles of frames.</source>
<translation>Was bewegt wird, rastet an Seiten und Mitten von Rahmen ein.</translation>
</message>
<message>
<source>Snap to layers</source>
<translation>An Ebenen einrasten</translation>
</message>
<message>
<source>What is moved comes to rest on other layers.</source>
<translation>Was bewegt wird, rastet an anderen Ebenen ein.</translation>
</message>
<message>
<source>Finer grid</source>
<translation>Feineres Raster</translation>
</message>
<message>
<source>Lines half as far apart.</source>
<translation>Die Linien liegen halb so weit auseinander.</translation>
</message>
<message>
<source>Coarser grid</source>
<translation>Gröberes Raster</translation>
</message>
<message>
<source>Lines twice as far apart.</source>
<translation>Die Linien liegen doppelt so weit auseinander.</translation>
</message>
<message>
<source>Grid</source>
<translation>Raster</translation>
</message>
<message>
<source>Use as start image</source>
<translation>Als Startbild nehmen</translation>
</message>
<message>
<source>What is marked begins from what is selected: as it lies where it is over that, else scaled to it.</source>
<translation>Was markiert ist, beginnt mit dem Gewählten: wie es liegt, wo es darüber ist, sonst passend skaliert.</translation>
</message>
<message>
<source>Smaller brush</source>
<translation>Kleinerer Pinsel</translation>
</message>
<message>
<source>Larger brush</source>
<translation>Größerer Pinsel</translation>
</message>
<message>
<source>Softer brush</source>
<translation>Weicherer Pinsel</translation>
</message>
<message>
<source>Harder brush</source>
<translation>Härterer Pinsel</translation>
</message>
<message>
<source>Changes the brush in hand.</source>
<translation>Ändert den Pinsel in der Hand.</translation>
</message>
<message>
<source>No brush is in hand: take one with {tool.MaskBrush}.</source>
<translation>Kein Pinsel ist in der Hand: nimm einen mit {tool.MaskBrush}.</translation>
</message>
<message>
<source>Upscale…</source>
<translation>Hochskalieren…</translation>
</message>
<message>
<source>Makes the selected pictures larger, in their place: more pixels in the same rectangle.</source>
<translation>Macht die gewählten Bilder an ihrem Platz größer: mehr Pixel im selben Rechteck.</translation>
</message>
<message>
<source>Clone</source>
<translation>Klonen</translation>
</message>
<message>
<source>Alt-click sets where it takes from; then paint. Ctrl-drag sets the size.</source>
<translation>Alt-Klick setzt die Quelle; dann malen. Ctrl-Ziehen setzt die Größe.</translation>
</message>
<message>
<source>Colour picker</source>
<translation>Farbpipette</translation>
</message>
<message>
<source>Click a colour to copy it.</source>
<translation>Klicke eine Farbe an, um sie zu kopieren.</translation>
</message>
<message>
<source>Colour range</source>
<translation>Farbbereich</translation>
</message>
<message>
<source>Click a colour to mark it; drag right for more of it. Shift adds, Alt takes away.</source>
<translation>Klicke eine Farbe an, um sie zu markieren; ziehe rechts für mehr. Shift nimmt dazu, Alt weg.</translation>
</message>
<message>
<source>Extend</source>
<translation>Erweitern</translation>
</message>
<message>
<source>Drag a border outward. Shift both sides, Alt from the centre, Ctrl snaps to sizes.</source>
<translation>Zieh einen Rand nach außen. Shift beide Seiten, Alt von der Mitte, Ctrl rastet auf Größen.</translation>
</message>
<message>
<source>Frame</source>
<translation>Rahmen</translation>
</message>
<message>
<source>Drag a frame; drag its border to resize, its name to move it. Ctrl does not snap.</source>
<translation>Zieh einen Rahmen auf; sein Rand ändert die Größe, sein Name bewegt ihn. Ctrl rastet nicht.</translation>
</message>
<message>
<source>Heal</source>
<translation>Heilen</translation>
</message>
<message>
<source>Paint over a spot: it is filled from what is around it. Ctrl-drag sets the size.</source>
<translation>Übermale einen Fleck: er wird aus der Umgebung gefüllt. Ctrl-Ziehen setzt die Größe.</translation>
</message>
<message>
<source>Lasso</source>
<translation>Lasso</translation>
</message>
<message>
<source>Draw round what is to change. Shift adds, Alt takes away.</source>
<translation>Umfahre, was sich ändern soll. Shift nimmt dazu, Alt weg.</translation>
</message>
<message>
<source>Polygon lasso</source>
<translation>Vieleck-Lasso</translation>
</message>
<message>
<source>Click from corner to corner; click the first, or press Return, to close.</source>
<translation>Klicke von Ecke zu Ecke; die erste, oder Return, schließt.</translation>
</message>
<message>
<source>Mask brush</source>
<translation>Maskenpinsel</translation>
</message>
<message>
<source>Paint over what is to change. Shift goes straight, Alt erases, Ctrl-drag sets the size.</source>
<translation>Übermale, was sich ändern soll. Shift geht gerade, Alt radiert, Ctrl-Ziehen setzt die Größe.</translation>
</message>
<message>
<source>Eraser</source>
<translation>Radierer</translation>
</message>
<message>
<source>Take off what is marked. Shift goes straight, Alt paints, Ctrl-drag sets the size.</source>
<translation>Nimm Markiertes weg. Shift geht gerade, Alt malt, Ctrl-Ziehen setzt die Größe.</translation>
</message>
<message>
<source>Ellipse mask</source>
<translation>Ellipsenmaske</translation>
</message>
<message>
<source>Drag an ellipse over what is to change. Shift adds, Alt takes away.</source>
<translation>Zieh eine Ellipse über das, was sich ändern soll. Shift nimmt dazu, Alt weg.</translation>
</message>
<message>
<source>Rectangle mask</source>
<translation>Rechteckmaske</translation>
</message>
<message>
<source>Drag a rectangle over what is to change. Shift adds, Alt takes away.</source>
<translation>Zieh ein Rechteck über das, was sich ändern soll. Shift nimmt dazu, Alt weg.</translation>
</message>
<message>
<source>Note</source>
<translation>Notiz</translation>
</message>
<message>
<source>Click or drag where a note should be; click one to write, drag it to move it.</source>
<translation>Klicke oder ziehe, wo eine Notiz sein soll; Klick schreibt, Ziehen bewegt sie.</translation>
</message>
<message>
<source>Paint eraser</source>
<translation>Farbradierer</translation>
</message>
<message>
<source>Take paint off again. Shift goes straight, Ctrl-drag sets the size.</source>
<translation>Nimmt Farbe wieder ab. Umschalt zieht gerade, Strg-Ziehen stellt die Größe ein.</translation>
</message>
<message>
<source>Paint</source>
<translation>Malen</translation>
</message>
<message>
<source>Paint on a layer of its own. Shift goes straight, Alt takes a colour, Ctrl-drag sizes.</source>
<translation>Malt auf eine eigene Ebene. Umschalt zieht gerade, Alt nimmt eine Farbe auf, Strg-Ziehen stellt die Größe ein.</translation>
</message>
<message>
<source>Select</source>
<translation>Auswählen</translation>
</message>
<message>
<source>Click picks, drag moves; corners scale, and turn from outside. Ctrl goes into groups.</source>
<translation>Klick wählt, Ziehen bewegt; Ecken skalieren und drehen von außen. Ctrl geht in Gruppen.</translation>
</message>
<message>
<source>Smart select</source>
<translation>Kluge Auswahl</translation>
</message>
<message>
<source>Drag a box round an object; then strokes with Shift add, with Alt take away.</source>
<translation>Zieh einen Kasten um ein Objekt; Striche mit Shift nehmen dazu, mit Alt weg.</translation>
</message>
<message>
<source>Hand</source>
<translation>Hand</translation>
</message>
<message>
<source>Drag to move the board. Space does it with any tool.</source>
<translation>Ziehen bewegt das Brett. Space tut es mit jedem Werkzeug.</translation>
</message>
<message>
<source>Zoom</source>
<translation>Lupe</translation>
</message>
<message>
<source>Click comes nearer, Alt goes farther; drag a box to see what is in it.</source>
<translation>Klicken geht näher heran, Alt weiter weg; ein Kasten zeigt, was darin ist.</translation>
</message>
</context>
<context>
<name>AffectedSheet</name>
<message>
<source>What is affected</source>
<translation>Was betroffen ist</translation>
</message>
<message>
<source>Cancel</source>
<translation>Abbrechen</translation>
</message>
<message>
<source>“{0}” was changed: {1} pictures are of another version</source>
<translation>„{0}“ wurde geändert: {1} Bilder sind von einer anderen Fassung</translation>
</message>
<message>
<source>“{0}” was changed: 1 picture is of another version</source>
<translation>„{0}“ wurde geändert: 1 Bild ist von einer anderen Fassung</translation>
</message>
<message>
<source>an unknown price</source>
<translation>unbekannten Preis</translation>
</message>
<message>
<source>Re-run {0} for {1}</source>
<translation>{0} neu anfragen für {1}</translation>
</message>
<message>
<source>Re-run</source>
<translation>Neu anfragen</translation>
</message>
<message>
<source>Tick what is to be asked again.</source>
<translation>Hake an, was neu angefragt werden soll.</translation>
</message>
<message>
<source>Tick none</source>
<translation>Keins anhaken</translation>
</message>
<message>
<source>Tick all</source>
<translation>Alle anhaken</translation>
</message>
<message>
<source>What is ticked is asked again as it was then, with what the anchor says now. New candidates come, in the background; what is there stays.</source>
<translation>Was angehakt ist, wird so wie damals angefragt, mit dem, was der Anker jetzt sagt. Neue Kandidaten kommen im Hintergrund; was da ist, bleibt.</translation>
</message>
</context>
<context>
<name>AnchorList</name>
<message>
<source>Anchors</source>
<translation>Anker</translation>
</message>
</context>
<context>
<name>AnchorSheet</name>
<message>
<source>Weight</source>
<translation>Gewicht</translation>
</message>
<message>
<source>Cancel</source>
<translation>Abbrechen</translation>
</message>
<message>
<source>Edit anchor</source>
<translation>Anker bearbeiten</translation>
</message>
<message>
<source>Add an anchor</source>
<translation>Anker hinzufügen</translation>
</message>
<message>
<source>Save</source>
<translation>Speichern</translation>
</message>
<message>
<source>Add</source>
<translation>Hinzufügen</translation>
</message>
<message>
<source>How much it counts, for engines that know weights.</source>
<translation>Wie viel er zählt, bei Modellen, die Gewichte kennen.</translation>
</message>
<message>
<source>Write what it is to say.</source>
<translation>Schreibe, was er sagen soll.</translation>
</message>
<message>
<source>Give it a name.</source>
<translation>Gib ihm einen Namen.</translation>
</message>
<message>
<source>Kind</source>
<translation>Art</translation>
</message>
<message>
<source>Name, such as: House style</source>
<translation>Name, etwa: Hausstil</translation>
</message>
<message>
<source>Name</source>
<translation>Name</translation>
</message>
<message>
<source>What every request is told, such as: documentary photograph, soft grain</source>
<translation>Was jede Anfrage mitbekommt, etwa: documentary photograph, soft grain</translation>
</message>
<message>
<source>What it says</source>
<translation>Was er sagt</translation>
</message>
<message>
<source>Where it holds</source>
<translation>Wo er gilt</translation>
</message>
</context>
<context>
<name>Anchors</name>
<message>
<source>Style</source>
<translation>Stil</translation>
</message>
<message>
<source>Light</source>
<translation>Licht</translation>
</message>
<message>
<source>Palette</source>
<translation>Palette</translation>
</message>
<message>
<source>Character</source>
<translation>Figur</translation>
</message>
<message>
<source>Product</source>
<translation>Produkt</translation>
</message>
<message>
<source>Camera</source>
<translation>Kamera</translation>
</message>
<message>
<source>Free text</source>
<translation>Freier Text</translation>
</message>
<message>
<source>Avoid</source>
<translation>Meiden</translation>
</message>
<message>
<source>Lightness</source>
<translation>Helligkeit</translation>
</message>
<message>
<source>Contrast</source>
<translation>Kontrast</translation>
</message>
<message>
<source>Warmth</source>
<translation>Wärme</translation>
</message>
<message>
<source>Saturation</source>
<translation>Sättigung</translation>
</message>
<message>
<source>Detail</source>
<translation>Detail</translation>
</message>
<message>
<source>within {0} ΔE of one colour</source>
<translation>bis {0} ΔE um eine Farbe</translation>
</message>
<message>
<source>no colours yet</source>
<translation>noch keine Farben</translation>
</message>
<message>
<source>within {0} ΔE of {1} colours</source>
<translation>bis {0} ΔE um {1} Farben</translation>
</message>
<message>
<source>{0} pictures are of another version</source>
<translation>{0} Bilder sind von einer anderen Fassung</translation>
</message>
<message>
<source>1 picture is of another version</source>
<translation>1 Bild ist von einer anderen Fassung</translation>
</message>
<message>
<source>{0} requests</source>
<translation>{0} Anfragen</translation>
</message>
<message>
<source>1 request</source>
<translation>1 Anfrage</translation>
</message>
<message>
<source>{0} of {1} candidates accepted ({2} %)</source>
<translation>{0} von {1} Kandidaten angenommen ({2} %)</translation>
</message>
<message>
<source>Results: ΔE {0} from its colours, in the middle of the latest {1}</source>
<translation>Ergebnisse: ΔE {0} von seinen Farben, im Mittel der letzten {1}</translation>
</message>
<message>
<source>Results: drift {0}, where 1 is the limit; {1} of the latest {2} are beyond it</source>
<translation>Ergebnisse: Abweichung {0}, die Grenze ist 1; {1} der letzten {2} liegen darüber</translation>
</message>
<message>
<source>Nowhere</source>
<translation>Nirgends</translation>
</message>
<message>
<source>Project</source>
<translation>Projekt</translation>
</message>
<message>
<source>Frame: {0}</source>
<translation>Rahmen: {0}</translation>
</message>
<message>
<source>A frame that is gone</source>
<translation>Ein Rahmen, den es nicht mehr gibt</translation>
</message>
<message>
<source>Area: {0}</source>
<translation>Bereich: {0}</translation>
</message>
<message>
<source>An area that is gone</source>
<translation>Ein Bereich, den es nicht mehr gibt</translation>
</message>
<message>
<source>A layer that is gone</source>
<translation>Eine Ebene, die es nicht mehr gibt</translation>
</message>
<message>
<source>Group: {0}</source>
<translation>Gruppe: {0}</translation>
</message>
<message>
<source>Layer: {0}</source>
<translation>Ebene: {0}</translation>
</message>
<message>
<source>What is marked now</source>
<translation>Was jetzt markiert ist</translation>
</message>
</context>
<context>
<name>AnchorsPanel</name>
<message>
<source>Anchors</source>
<translation>Anker</translation>
</message>
<message>
<source>No anchors yet</source>
<translation>Noch keine Anker</translation>
</message>
<message>
<source>An anchor is a style, a light, a palette or a character that every request is told, so that a set stays one. It holds everywhere, in a frame, in a group, or where you painted. Pictures that you select give some, too.</source>
<translation>Ein Anker ist ein Stil, ein Licht, eine Palette oder eine Figur, die jede Anfrage erfährt, damit eine Reihe eine bleibt. Er gilt überall, in einem Rahmen, in einer Gruppe oder wo du gemalt hast. Auch ausgewählte Bilder geben welche her.</translation>
</message>
<message>
<source>Add an anchor…</source>
<translation>Anker hinzufügen…</translation>
</message>
<message>
<source>Name, kind, words</source>
<translation>Name, Art, Worte</translation>
</message>
<message>
<source>Search the anchors</source>
<translation>Anker suchen</translation>
</message>
<message>
<source>None is like that.</source>
<translation>Keiner ist so.</translation>
</message>
</context>
<context>
<name>ArrangeActions</name>
<message>
<source>Nudge</source>
<translation>Schieben</translation>
</message>
<message>
<source>Bring to front</source>
<translation>Ganz nach vorn</translation>
</message>
<message>
<source>Send to back</source>
<translation>Ganz nach hinten</translation>
</message>
</context>
<context>
<name>Asking</name>
<message>
<source>Or choose another engine.</source>
<translation>Oder nimm ein anderes Modell.</translation>
</message>
<message>
<source>Accepted. {edit.undo} takes it back.</source>
<translation>Angenommen. {edit.undo} nimmt es zurück.</translation>
</message>
<message>
<source>Recall mask</source>
<translation>Maske zurückholen</translation>
</message>
<message>
<source>One is being made of this picture already.</source>
<translation>Aus diesem Bild wird schon eines gemacht.</translation>
</message>
<message>
<source>Wait for it, or stop it with {generate.cancel}.</source>
<translation>Warte darauf, oder halte es mit {generate.cancel} an.</translation>
</message>
</context>
<context>
<name>Begin</name>
<message>
<source>Patchboard</source>
<translation>Patchboard</translation>
</message>
<message>
<source>New board…</source>
<translation>Neue Tafel…</translation>
</message>
<message>
<source>Open…</source>
<translation>Öffnen…</translation>
</message>
<message>
<source>Place pictures…</source>
<translation>Bilder platzieren…</translation>
</message>
<message>
<source>Paste as a board</source>
<translation>Als Tafel einfügen</translation>
</message>
<message>
<source>New from size</source>
<translation>Neu mit Größe</translation>
</message>
<message>
<source>All {0}</source>
<translation>Alle {0}</translation>
</message>
<message>
<source>All sizes to begin from</source>
<translation>Alle Größen zum Beginnen</translation>
</message>
</context>
<context>
<name>Bringing</name>
<message>
<source>Pasted</source>
<translation>Eingefügt</translation>
</message>
<message>
<source>There are no pictures in this folder. Drop another.</source>
<translation>In diesem Ordner sind keine Bilder. Lege einen anderen ab.</translation>
</message>
<message>
<source>Reading {0} pictures</source>
<translation>{0} Bilder werden gelesen</translation>
</message>
<message>
<source>{0} of {1} pictures came in. These did not:</source>
<translation>{0} von {1} Bildern kamen herein. Diese nicht:</translation>
</message>
<message>
<source>And {0} more: {1}</source>
<translation>Und {0} weitere: {1}</translation>
</message>
</context>
<context>
<name>Canvas</name>
<message>
<source>Canvas</source>
<translation>Leinwand</translation>
</message>
</context>
<context>
<name>Card</name>
<message>
<source>Take “{0}” off the list</source>
<translation>„{0}“ von der Liste nehmen</translation>
</message>
<message>
<source>Take it off the list  Del</source>
<translation>Von der Liste nehmen  Del</translation>
</message>
</context>
<context>
<name>Choosing</name>
<message>
<source>{generate.anyway} accepts it anyway, {generate.cancel} puts it away.</source>
<translation>{generate.anyway} nimmt es trotzdem an, {generate.cancel} legt es weg.</translation>
</message>
<message>
<source>{0} more</source>
<translation>{0} mehr</translation>
</message>
<message>
<source>{0} more, {1}</source>
<translation>{0} mehr, {1}</translation>
</message>
</context>
<context>
<name>ColourChooser</name>
<message>
<source>Saturation and brightness</source>
<translation>Sättigung und Helligkeit</translation>
</message>
<message>
<source>Hue</source>
<translation>Farbton</translation>
</message>
<message>
<source>Value of the colour, as #E2B54A</source>
<translation>Wert der Farbe, etwa #E2B54A</translation>
</message>
</context>
<context>
<name>Colours</name>
<message>
<source>Add a colour</source>
<translation>Farbe hinzufügen</translation>
</message>
<message>
<source>Add a colour first.</source>
<translation>Füge zuerst eine Farbe hinzu.</translation>
</message>
<message>
<source>“{0}” is no colour: write it as #E2B54A.</source>
<translation>„{0}“ ist keine Farbe: Schreibe sie wie #E2B54A.</translation>
</message>
</context>
<context>
<name>CropView</name>
<message>
<source>Part that guides</source>
<translation>Teil, der leitet</translation>
</message>
<message>
<source>Draw the part that guides; arrows move it, with Shift they change its size, Home takes all.</source>
<translation>Zeichne den Teil, der leitet; Pfeile verschieben ihn, mit Umschalt ändern sie die Größe, Pos1 nimmt alles.</translation>
</message>
<message>
<source>{0} × {1} px at {2}, {3}</source>
<translation>{0} × {1} px bei {2}, {3}</translation>
</message>
<message>
<source>All of the picture</source>
<translation>Das ganze Bild</translation>
</message>
</context>
<context>
<name>Cutting</name>
<message>
<source>Remove background</source>
<translation>Hintergrund entfernen</translation>
</message>
<message>
<source>Removing the background</source>
<translation>Hintergrund wird entfernt</translation>
</message>
<message>
<source>Removing {0} backgrounds</source>
<translation>{0} Hintergründe werden entfernt</translation>
</message>
<message>
<source>The backgrounds of {0} pictures are hidden by layer masks.</source>
<translation>Die Hintergründe von {0} Bildern sind mit Ebenenmasken verborgen.</translation>
</message>
<message>
<source>{0} of {1} pictures were cut out. These were not:</source>
<translation>{0} von {1} Bildern wurden freigestellt. Diese nicht:</translation>
</message>
<message>
<source>And {0} more.</source>
<translation>Und {0} weitere.</translation>
</message>
</context>
<context>
<name>Desk</name>
<message>
<source>Erase mask</source>
<translation>Maske radieren</translation>
</message>
<message>
<source>Paint mask</source>
<translation>Maske malen</translation>
</message>
<message>
<source>Move</source>
<translation>Bewegen</translation>
</message>
</context>
<context>
<name>Drift</name>
<message>
<source>Chart of the results by time</source>
<translation>Diagramm der Ergebnisse nach der Zeit</translation>
</message>
<message>
<source>Limit</source>
<translation>Grenze</translation>
</message>
<message>
<source>Embedder</source>
<translation>Embedder</translation>
</message>
<message>
<source>A net that measures as well how alike results are: in style, in what they show, or by a file of yours.</source>
<translation>Ein Netz, das auch misst, wie ähnlich Ergebnisse sind: im Stil, in dem, was sie zeigen, oder nach einer eigenen Datei.</translation>
</message>
<message>
<source>None</source>
<translation>Keiner</translation>
</message>
<message>
<source>{0} – not installed</source>
<translation>{0} – nicht installiert</translation>
</message>
<message>
<source>File…</source>
<translation>Datei …</translation>
</message>
<message>
<source>ONNX files (*.onnx)</source>
<translation>ONNX-Dateien (*.onnx)</translation>
</message>
<message>
<source>Limit of {0}</source>
<translation>Grenze für {0}</translation>
</message>
<message>
<source>{0}. The least is as what is known to be good varies.</source>
<translation>{0}. Der kleinste Wert: so, wie das Bewährte schwankt.</translation>
</message>
<message>
<source>auto {0}</source>
<translation>auto {0}</translation>
</message>
<message>
<source>the same as another</source>
<translation>wie ein anderes</translation>
</message>
<message>
<source>Drift</source>
<translation>Drift</translation>
</message>
<message>
<source>Order</source>
<translation>Reihenfolge</translation>
</message>
<message>
<source>By time</source>
<translation>Nach Zeit</translation>
</message>
<message>
<source>Furthest first</source>
<translation>Fernste zuerst</translation>
</message>
<message>
<source>Known good</source>
<translation>Bewährt</translation>
</message>
<message>
<source>This one</source>
<translation>Dieses</translation>
</message>
<message>
<source>Show</source>
<translation>Zeigen</translation>
</message>
<message>
<source>Ask again</source>
<translation>Noch einmal fragen</translation>
</message>
<message>
<source>Close</source>
<translation>Schließen</translation>
</message>
<message>
<source>No result to look at yet</source>
<translation>Noch kein Ergebnis</translation>
</message>
<message>
<source>Results are held to what is known to be good, else to the first: colours, light, sharpness, shapes.</source>
<translation>Ergebnisse werden am Bewährten gemessen, sonst an den ersten: Farben, Licht, Schärfe, Formen.</translation>
</message>
<message>
<source>Write the prompt</source>
<translation>Prompt schreiben</translation>
</message>
<message>
<source>All results</source>
<translation>Alle Ergebnisse</translation>
</message>
<message>
<source>Looking at what came: {0} %</source>
<translation>Ergebnisse werden angesehen: {0} %</translation>
</message>
<message>
<source>Nothing is known to be good yet: choose a result, then “Known good”.</source>
<translation>Noch ist nichts bewährt: ein Ergebnis wählen, dann „Bewährt“.</translation>
</message>
<message>
<source>Asks what is known to be good of this engine too, in the background.</source>
<translation>Fragt das Bewährte auch bei dieser Engine an, im Hintergrund.</translation>
</message>
<message>
<source>No longer known good</source>
<translation>Nicht mehr bewährt</translation>
</message>
<message>
<source>The first</source>
<translation>Die ersten</translation>
</message>
<message>
<source>Number {0}</source>
<translation>Nummer {0}</translation>
</message>
<message>
<source>Which results</source>
<translation>Welche Ergebnisse</translation>
</message>
<message>
<source>Engine to ask again</source>
<translation>Engine, die noch einmal gefragt wird</translation>
</message>
<message>
<source>Results</source>
<translation>Ergebnisse</translation>
</message>
<message>
<source>Holds the set to what was asked here: its recipe, and how it looks.</source>
<translation>Misst die Reihe an dem, was hier gefragt wurde: am Rezept und am Aussehen.</translation>
</message>
<message>
<source>Shows this candidate in its place on the canvas.</source>
<translation>Zeigt diesen Vorschlag an seinem Platz auf der Leinwand.</translation>
</message>
<message>
<source>Palette</source>
<translation>Palette</translation>
</message>
<message>
<source>Colour cast</source>
<translation>Farbstich</translation>
</message>
<message>
<source>Tone</source>
<translation>Tonwerte</translation>
</message>
<message>
<source>Contrast</source>
<translation>Kontrast</translation>
</message>
<message>
<source>Sharpness</source>
<translation>Schärfe</translation>
</message>
<message>
<source>Composition</source>
<translation>Aufbau</translation>
</message>
<message>
<source>Shapes</source>
<translation>Formen</translation>
</message>
<message>
<source>Embedding</source>
<translation>Einbettung</translation>
</message>
<message>
<source>Earth mover's distance in OKLab</source>
<translation>Earth-Mover-Distanz in OKLab</translation>
</message>
<message>
<source>Octaves of red and blue light</source>
<translation>Oktaven von rotem und blauem Licht</translation>
</message>
<message>
<source>Mean difference of lightness, 0 to 1</source>
<translation>Mittlerer Unterschied der Helligkeit, 0 bis 1</translation>
</message>
<message>
<source>Octaves</source>
<translation>Oktaven</translation>
</message>
<message>
<source>1 less the correlation of the coarse structure, 0 to 2</source>
<translation>1 weniger die Korrelation der groben Struktur, 0 bis 2</translation>
</message>
<message>
<source>Share of the bits of the perceptual hash that differ</source>
<translation>Anteil der Bits des Wahrnehmungs-Hashs, die sich unterscheiden</translation>
</message>
<message>
<source>1 less the cosine of the vectors that the embedder gives</source>
<translation>1 weniger der Kosinus der Vektoren, die der Embedder gibt</translation>
</message>
<message>
<source>less red light</source>
<translation>weniger rotes Licht</translation>
</message>
<message>
<source>redder light</source>
<translation>röteres Licht</translation>
</message>
<message>
<source>less blue light</source>
<translation>weniger blaues Licht</translation>
</message>
<message>
<source>bluer light</source>
<translation>blaueres Licht</translation>
</message>
<message>
<source>greener colours</source>
<translation>grünere Farben</translation>
</message>
<message>
<source>redder colours</source>
<translation>rötere Farben</translation>
</message>
<message>
<source>bluer colours</source>
<translation>blauere Farben</translation>
</message>
<message>
<source>yellower colours</source>
<translation>gelbere Farben</translation>
</message>
<message>
<source>paler colours</source>
<translation>blassere Farben</translation>
</message>
<message>
<source>stronger colours</source>
<translation>kräftigere Farben</translation>
</message>
<message>
<source>darker shadows</source>
<translation>dunklere Schatten</translation>
</message>
<message>
<source>lighter shadows</source>
<translation>hellere Schatten</translation>
</message>
<message>
<source>darker midtones</source>
<translation>dunklere Mitteltöne</translation>
</message>
<message>
<source>lighter midtones</source>
<translation>hellere Mitteltöne</translation>
</message>
<message>
<source>darker highlights</source>
<translation>dunklere Lichter</translation>
</message>
<message>
<source>lighter highlights</source>
<translation>hellere Lichter</translation>
</message>
<message>
<source>less contrast</source>
<translation>weniger Kontrast</translation>
</message>
<message>
<source>more contrast</source>
<translation>mehr Kontrast</translation>
</message>
<message>
<source>softer</source>
<translation>weicher</translation>
</message>
<message>
<source>sharper</source>
<translation>schärfer</translation>
</message>
<message>
<source>From {0} on: {1}</source>
<translation>Ab {0}: {1}</translation>
</message>
<message>
<source>{0} (another engine, model or version)</source>
<translation>{0} (andere Engine, anderes Modell oder andere Version)</translation>
</message>
<message>
<source>{0} known to be good</source>
<translation>{0} Bewährten</translation>
</message>
<message>
<source>the first {0}</source>
<translation>den ersten {0}</translation>
</message>
<message>
<source>{0} results beside {1}: {2} beyond a limit, {3} in the middle</source>
<translation>{0} Ergebnisse neben {1}: {2} jenseits einer Grenze, {3} in der Mitte</translation>
</message>
<message>
<source>{0} could not be read</source>
<translation>{0} waren nicht lesbar</translation>
</message>
<message>
<source>{0} {1}</source>
<translation>{0} {1}</translation>
</message>
</context>
<context>
<name>EdgeField</name>
<message>
<source>Edge</source>
<translation>Rand</translation>
</message>
<message>
<source>Exact: nothing outside the mask changes. Blend: a band around it may.</source>
<translation>Genau: außerhalb der Maske ändert sich nichts. Weich: ein Saum darum darf sich ändern.</translation>
</message>
<message>
<source>Band</source>
<translation>Saum</translation>
</message>
<message>
<source>px</source>
<translation>px</translation>
</message>
<message>
<source>How far outside the mask a blended edge may change the picture.</source>
<translation>Wie weit außerhalb der Maske ein weicher Rand das Bild ändern darf.</translation>
</message>
<message>
<source>Exact edge</source>
<translation>Genauer Rand</translation>
</message>
<message>
<source>Blend {0} px</source>
<translation>Weich {0} px</translation>
</message>
<message>
<source>Exact</source>
<translation>Genau</translation>
</message>
<message>
<source>Blend {0}</source>
<translation>Weich {0}</translation>
</message>
</context>
<context>
<name>EmptyBoard</name>
<message>
<source>Drop pictures here</source>
<translation>Zieh Bilder hierher</translation>
</message>
</context>
<context>
<name>EngineCard</name>
<message>
<source>Connect…</source>
<translation>Verbinden…</translation>
</message>
<message>
<source>Connect an engine</source>
<translation>Modell verbinden</translation>
</message>
<message>
<source>Finds engines on this computer, and connects those of providers.</source>
<translation>Findet Modelle auf diesem Rechner und verbindet die von Anbietern.</translation>
</message>
<message>
<source>Models of providers, with a key, or what runs on this computer</source>
<translation>Modelle von Anbietern mit einem Schlüssel oder was auf diesem Rechner läuft</translation>
</message>
<message>
<source>{0} more</source>
<translation>{0} weitere</translation>
</message>
<message>
<source>Connected</source>
<translation>Verbunden</translation>
</message>
<message>
<source>Ready</source>
<translation>Bereit</translation>
</message>
<message>
<source>Not loaded</source>
<translation>Nicht geladen</translation>
</message>
<message>
<source>Not ready</source>
<translation>Nicht bereit</translation>
</message>
<message>
<source>{0} models</source>
<translation>{0} Modelle</translation>
</message>
<message>
<source>Fills and extends with no network, key or graphics card</source>
<translation>Füllt und erweitert ohne Netz, Schlüssel oder Grafikkarte</translation>
</message>
<message>
<source>Works over the network</source>
<translation>Arbeitet über das Netz</translation>
</message>
</context>
<context>
<name>EnginePicker</name>
<message>
<source>Use {0} for drafts no more</source>
<translation>{0} nicht mehr für Entwürfe nehmen</translation>
</message>
<message>
<source>Use {0} for finals no more</source>
<translation>{0} nicht mehr für Endfassungen nehmen</translation>
</message>
<message>
<source>Use {0} for drafts</source>
<translation>{0} für Entwürfe nehmen</translation>
</message>
<message>
<source>Use {0} for finals</source>
<translation>{0} für Endfassungen nehmen</translation>
</message>
<message>
<source>Connect an engine…</source>
<translation>Modell verbinden…</translation>
</message>
</context>
<context>
<name>Entries</name>
<message>
<source>Engines to connect</source>
<translation>Modelle zum Verbinden</translation>
</message>
<message>
<source>Connected</source>
<translation>Verbunden</translation>
</message>
<message>
<source>Found on this computer</source>
<translation>Auf diesem Rechner gefunden</translation>
</message>
<message>
<source>To connect</source>
<translation>Zu verbinden</translation>
</message>
<message>
<source>Another one</source>
<translation>Noch eine</translation>
</message>
<message>
<source>Its weights are not installed</source>
<translation>Die Gewichte sind nicht installiert</translation>
</message>
<message>
<source>With a key</source>
<translation>Mit einem Schlüssel</translation>
</message>
<message>
<source>With files on this computer</source>
<translation>Mit Dateien auf diesem Rechner</translation>
</message>
<message>
<source>On this computer or in its network</source>
<translation>Auf diesem Rechner oder im Netz</translation>
</message>
<message>
<source>Its weights are installed. What they hold is looked at when they are used, or by Test.</source>
<translation>Die Gewichte sind installiert. Ihr Inhalt wird beim Benutzen geprüft, oder mit „Prüfen“.</translation>
</message>
<message>
<source>Version {0}.</source>
<translation>Version {0}.</translation>
</message>
<message>
<source>It is connected as long as its weights are installed: uninstall {0}.</source>
<translation>Sie ist verbunden, solange ihre Gewichte installiert sind: {0} deinstallieren.</translation>
</message>
<message>
<source>It is connected by {0}: take that out of the environment.</source>
<translation>Sie ist durch {0} verbunden: aus der Umgebung nehmen.</translation>
</message>
<message>
<source>{0} models</source>
<translation>{0} Modelle</translation>
</message>
<message>
<source>1 model</source>
<translation>1 Modell</translation>
</message>
<message>
<source>{0} of {1} models</source>
<translation>{0} von {1} Modellen</translation>
</message>
</context>
<context>
<name>ExportForm</name>
<message>
<source>Own</source>
<translation>Eigenes</translation>
</message>
<message>
<source>Format</source>
<translation>Format</translation>
</message>
<message>
<source>Each in the format of its own file</source>
<translation>Jedes im Format seiner Datei</translation>
</message>
<message>
<source>Scale</source>
<translation>Maßstab</translation>
</message>
<message>
<source>Width</source>
<translation>Breite</translation>
</message>
<message>
<source>By an engine</source>
<translation>Durch ein Modell</translation>
</message>
<message>
<source>Quality</source>
<translation>Qualität</translation>
</message>
<message>
<source>Say in the file how it was made</source>
<translation>In der Datei sagen, wie es entstand</translation>
</message>
<message>
<source>Export</source>
<translation>Exportieren</translation>
</message>
<message>
<source>Cancel</source>
<translation>Abbrechen</translation>
</message>
<message>
<source>Close the export</source>
<translation>Export schließen</translation>
</message>
<message>
<source>What</source>
<translation>Was</translation>
</message>
<message>
<source>What is written</source>
<translation>Was geschrieben wird</translation>
</message>
<message>
<source>Colours</source>
<translation>Farben</translation>
</message>
<message>
<source>The colour profile of the file</source>
<translation>Das Farbprofil der Datei</translation>
</message>
<message>
<source>Name</source>
<translation>Name</translation>
</message>
<message>
<source>{name}, {w}, {h} and {n} are filled in; one that is taken gets a number.</source>
<translation>{name}, {w}, {h} und {n} werden eingesetzt; ein vergebener bekommt eine Nummer.</translation>
</message>
<message>
<source>Folder</source>
<translation>Ordner</translation>
</message>
<message>
<source>Words, seeds and engines of what was accepted, as XMP.</source>
<translation>Worte, Seeds und Modelle des Angenommenen, als XMP.</translation>
</message>
<message>
<source>An engine on this computer makes up the pixels that its pictures do not have.</source>
<translation>Ein Modell auf diesem Computer erfindet die Pixel, die seine Bilder nicht haben.</translation>
</message>
<message>
<source>Engine</source>
<translation>Modell</translation>
</message>
<message>
<source>Engines on this computer that make pictures larger</source>
<translation>Modelle auf diesem Computer, die Bilder größer machen</translation>
</message>
<message>
<source>Coded like the picture that came in, as far as the format allows.</source>
<translation>Kodiert wie das Bild, das hereinkam, soweit das Format es erlaubt.</translation>
</message>
<message>
<source>Cancel  Esc</source>
<translation>Abbrechen  Esc</translation>
</message>
<message>
<source>Use PNG, which is exact</source>
<translation>PNG nehmen, es ist genau</translation>
</message>
<message>
<source>PNG gives every pixel back as it is.</source>
<translation>PNG gibt jedes Pixel zurück, wie es ist.</translation>
</message>
<message>
<source>Size</source>
<translation>Größe</translation>
</message>
<message>
<source>Upscale</source>
<translation>Hochskalieren</translation>
</message>
</context>
<context>
<name>ExportSheet</name>
<message>
<source>Export</source>
<translation>Exportieren</translation>
</message>
<message>
<source>As it is: {0}</source>
<translation>Wie es ist: {0}</translation>
</message>
<message>
<source>unknown</source>
<translation>unbekannt</translation>
</message>
<message>
<source>As each is</source>
<translation>Wie jedes ist</translation>
</message>
<message>
<source>Converted to {0}</source>
<translation>Umgewandelt in {0}</translation>
</message>
<message>
<source>Coded as the source</source>
<translation>Kodiert wie die Quelle</translation>
</message>
<message>
<source>Lossless</source>
<translation>Verlustfrei</translation>
</message>
<message>
<source>Export  Return</source>
<translation>Exportieren  Return</translation>
</message>
<message>
<source>{0} of {1} pictures are upscaled.</source>
<translation>{0} von {1} Bildern werden hochskaliert.</translation>
</message>
<message>
<source>Composed in {0} × {1} px, it becomes {2} × {3} px.</source>
<translation>Zusammengesetzt in {0} × {1} px, wird es {2} × {3} px groß.</translation>
</message>
<message>
<source>Its pictures have the pixels for {0} × {1} px: none is made up.</source>
<translation>Seine Bilder haben die Pixel für {0} × {1} px: keines wird erfunden.</translation>
</message>
<message>
<source>About {0}.</source>
<translation>Etwa {0}.</translation>
</message>
<message>
<source>JPEG codes the picture anew: pixels that were not changed may move by a level or two.</source>
<translation>JPEG kodiert das Bild neu: unveränderte Pixel können um ein, zwei Stufen abweichen.</translation>
</message>
<message>
<source>{0} keeps 8 of the 16 bits a channel; PNG and TIFF keep all.</source>
<translation>{0} behält 8 der 16 Bit je Kanal; PNG und TIFF behalten alle.</translation>
</message>
<message>
<source>Scaled or converted, it has 8 bits a channel instead of 16.</source>
<translation>Skaliert oder umgewandelt hat es 8 Bit je Kanal statt 16.</translation>
</message>
<message>
<source>Pixels that were not changed may move a little: lossless WebP and PNG keep them exactly.</source>
<translation>Unveränderte Pixel können etwas abweichen: verlustfreies WebP und PNG behalten sie genau.</translation>
</message>
<message>
<source>about {0} KB</source>
<translation>etwa {0} KB</translation>
</message>
<message>
<source>about {0:.1f} MB</source>
<translation>etwa {0:.1f} MB</translation>
</message>
<message>
<source>{0} bits a channel</source>
<translation>{0} Bit je Kanal</translation>
</message>
<message>
<source>Another folder than {0}</source>
<translation>Ein anderer Ordner als {0}</translation>
</message>
<message>
<source>Export into</source>
<translation>Exportieren nach</translation>
</message>
</context>
<context>
<name>Exporting</name>
<message>
<source>An export is being written: wait for it, or stop it first.</source>
<translation>Ein Export wird geschrieben: warte darauf, oder halte ihn erst an.</translation>
</message>
<message>
<source>Exporting {0}, {1} %</source>
<translation>Exportiert {0}, {1} %</translation>
</message>
<message>
<source>Stop</source>
<translation>Anhalten</translation>
</message>
<message>
<source>The export was stopped; nothing unfinished is left.</source>
<translation>Der Export wurde angehalten; nichts Halbes bleibt zurück.</translation>
</message>
<message>
<source>Show in folder</source>
<translation>Im Ordner zeigen</translation>
</message>
<message>
<source>{0} is written, {1}.</source>
<translation>{0} ist geschrieben, {1}.</translation>
</message>
<message>
<source>{0} files are written, {1}.</source>
<translation>{0} Dateien sind geschrieben, {1}.</translation>
</message>
</context>
<context>
<name>ExtendBar</name>
<message>
<source>Size to extend to</source>
<translation>Größe der Erweiterung</translation>
</message>
<message>
<source>Sizes by name: social, display ads, print, screens and your own</source>
<translation>Größen beim Namen: soziale Netze, Anzeigen, Druck, Bildschirme und eigene</translation>
</message>
<message>
<source>W</source>
<translation>B</translation>
</message>
<message>
<source>H</source>
<translation>H</translation>
</message>
<message>
<source>Width</source>
<translation>Breite</translation>
</message>
<message>
<source>Height</source>
<translation>Höhe</translation>
</message>
<message>
<source>Where the picture sits</source>
<translation>Wo das Bild sitzt</translation>
</message>
<message>
<source>Scaled first to {0} × {1}</source>
<translation>Erst auf {0} × {1} skaliert</translation>
</message>
<message>
<source>Up to {0} px of the picture are drawn anew</source>
<translation>Bis zu {0} px des Bildes werden neu gezeichnet</translation>
</message>
<message>
<source>Source pixels stay bit for bit</source>
<translation>Pixel der Quelle bleiben Bit für Bit</translation>
</message>
<message>
<source>Size</source>
<translation>Größe</translation>
</message>
<message>
<source>Choose a size</source>
<translation>Größe wählen</translation>
</message>
<message>
<source>Custom size</source>
<translation>Eigene Größe</translation>
</message>
<message>
<source>Left</source>
<translation>Links</translation>
</message>
<message>
<source>Right</source>
<translation>Rechts</translation>
</message>
<message>
<source>Top</source>
<translation>Oben</translation>
</message>
<message>
<source>Bottom</source>
<translation>Unten</translation>
</message>
<message>
<source>Middle</source>
<translation>Mitte</translation>
</message>
<message>
<source>Free</source>
<translation>Frei</translation>
</message>
</context>
<context>
<name>Extending</name>
<message>
<source>Extend</source>
<translation>Erweitern</translation>
</message>
<message>
<source>Extend to {0}</source>
<translation>Auf {0} erweitern</translation>
</message>
<message>
<source>Place in the extension</source>
<translation>Platz in der Erweiterung</translation>
</message>
<message>
<source>Overlap</source>
<translation>Überlappung</translation>
</message>
<message>
<source>The picture has changed meanwhile.</source>
<translation>Das Bild hat sich inzwischen geändert.</translation>
</message>
<message>
<source>Choose the size again.</source>
<translation>Wähle die Größe noch einmal.</translation>
</message>
</context>
<context>
<name>Facts</name>
<message>
<source>Show in History</source>
<translation>Im Verlauf zeigen</translation>
</message>
<message>
<source>Re-run some…</source>
<translation>Neu anfragen…</translation>
</message>
<message>
<source>Lists in the history what this anchor guided, and nothing else.</source>
<translation>Zeigt im Verlauf nur, was dieser Anker geleitet hat.</translation>
</message>
<message>
<source>Chooses which of them are asked again with what the anchor says now.</source>
<translation>Wählt, was davon neu angefragt wird, mit dem, was der Anker jetzt sagt.</translation>
</message>
<message>
<source>Looking at its results, {0} %</source>
<translation>Ergebnisse werden angesehen, {0} %</translation>
</message>
</context>
<context>
<name>Fields</name>
<message>
<source>Browse…</source>
<translation>Suchen…</translation>
</message>
<message>
<source>Address</source>
<translation>Adresse</translation>
</message>
<message>
<source>Key</source>
<translation>Schlüssel</translation>
</message>
<message>
<source>Name</source>
<translation>Name</translation>
</message>
<message>
<source>Limits</source>
<translation>Grenzen</translation>
</message>
<message>
<source>Browse</source>
<translation>Suchen</translation>
</message>
<message>
<source>Choose its folder.</source>
<translation>Zuerst ihren Ordner wählen.</translation>
</message>
<message>
<source>Choose its file.</source>
<translation>Zuerst ihre Datei wählen.</translation>
</message>
<message>
<source>Write the address at which it runs.</source>
<translation>Zuerst die Adresse angeben, unter der sie läuft.</translation>
</message>
<message>
<source>Paste the key that the provider gave you.</source>
<translation>Zuerst den Schlüssel des Anbieters einfügen.</translation>
</message>
<message>
<source>The usual one</source>
<translation>Die übliche</translation>
</message>
<message>
<source>Where they are installed</source>
<translation>Wo sie installiert sind</translation>
</message>
<message>
<source>Folder</source>
<translation>Ordner</translation>
</message>
<message>
<source>File</source>
<translation>Datei</translation>
</message>
<message>
<source>What it is called in the picker.</source>
<translation>Wie sie in der Auswahl heißt.</translation>
</message>
<message>
<source>The key is taken from {0}, in the environment.</source>
<translation>Der Schlüssel kommt aus {0} in der Umgebung.</translation>
</message>
<message>
<source>The key is in the system's keyring. Another one takes its place.</source>
<translation>Der Schlüssel liegt im Schlüsselbund des Systems. Ein anderer ersetzt ihn.</translation>
</message>
<message>
<source>The key is kept until Patchboard is closed: this system has no keyring for it.</source>
<translation>Der Schlüssel gilt, bis Patchboard geschlossen wird: Dieses System hat keinen Schlüsselbund dafür.</translation>
</message>
<message>
<source>Take {0} out of the environment to use another key.</source>
<translation>Für einen anderen Schlüssel {0} aus der Umgebung nehmen.</translation>
</message>
<message>
<source>Paste it here</source>
<translation>Hier einfügen</translation>
</message>
<message>
<source>Where it wants one</source>
<translation>Falls er verlangt wird</translation>
</message>
<message>
<source>It goes into the system's keyring. {0} in the environment does as well.</source>
<translation>Er kommt in den Schlüsselbund des Systems. {0} in der Umgebung tut es auch.</translation>
</message>
<message>
<source>It goes into the system's keyring.</source>
<translation>Er kommt in den Schlüsselbund des Systems.</translation>
</message>
<message>
<source>Choose a folder</source>
<translation>Ordner wählen</translation>
</message>
<message>
<source>Choose a file</source>
<translation>Datei wählen</translation>
</message>
</context>
<context>
<name>Files</name>
<message>
<source>Untitled</source>
<translation>Unbenannt</translation>
</message>
<message>
<source>New board</source>
<translation>Neue Tafel</translation>
</message>
<message>
<source>Patchboard projects (*{0})</source>
<translation>Patchboard-Projekte (*{0})</translation>
</message>
<message>
<source>Open a project or a picture</source>
<translation>Projekt oder Bild öffnen</translation>
</message>
<message>
<source>Place pictures</source>
<translation>Bilder platzieren</translation>
</message>
<message>
<source>Pasted {0}</source>
<translation>Eingefügt {0}</translation>
</message>
<message>
<source>{0} could not be written: make room on the disk, then paste again.</source>
<translation>{0} konnte nicht geschrieben werden: mach Platz auf der Platte und füge noch einmal ein.</translation>
</message>
</context>
<context>
<name>Finder</name>
<message>
<source>Edge by colour</source>
<translation>Rand nach der Farbe</translation>
</message>
<message>
<source>Colours tell where the net is not sure. Off, where parts of an object are lost.</source>
<translation>Wo das Netz unsicher ist, entscheiden Farben. Aus, wenn Teile eines Objekts verloren gehen.</translation>
</message>
<message>
<source>Find objects by a net…</source>
<translation>Objekte mit einem Netz finden…</translation>
</message>
<message>
<source>Find objects by a net</source>
<translation>Objekte mit einem Netz finden</translation>
</message>
<message>
<source>Found by {0}</source>
<translation>Gefunden von {0}</translation>
</message>
<message>
<source>Told by colour</source>
<translation>Nach der Farbe unterschieden</translation>
</message>
</context>
<context>
<name>Form</name>
<message>
<source>Test</source>
<translation>Prüfen</translation>
</message>
<message>
<source>Connect</source>
<translation>Verbinden</translation>
</message>
<message>
<source>Disconnect</source>
<translation>Trennen</translation>
</message>
<message>
<source>It was stopped. Nothing has changed.</source>
<translation>Angehalten. Nichts hat sich geändert.</translation>
</message>
<message>
<source>Looking…</source>
<translation>Wird geprüft…</translation>
</message>
<message>
<source>Stop</source>
<translation>Anhalten</translation>
</message>
<message>
<source>Looks at the other end: version, models, what it can do; costs nothing.</source>
<translation>Schaut am anderen Ende nach: Version, Modelle, was sie kann; kostet nichts.</translation>
</message>
<message>
<source>Save</source>
<translation>Sichern</translation>
</message>
<message>
<source>Keep it anyway</source>
<translation>Trotzdem behalten</translation>
</message>
<message>
<source>Tests it, and has its engines in the picker.</source>
<translation>Prüft sie und nimmt ihre Modelle in die Auswahl.</translation>
</message>
<message>
<source>Takes its engines out of the picker, and its key out of the keyring.</source>
<translation>Nimmt ihre Modelle aus der Auswahl und ihren Schlüssel aus dem Schlüsselbund.</translation>
</message>
</context>
<context>
<name>FrameName</name>
<message>
<source>Name of the frame</source>
<translation>Name des Rahmens</translation>
</message>
</context>
<context>
<name>General</name>
<message>
<source>Theme</source>
<translation>Aussehen</translation>
</message>
<message>
<source>As the system</source>
<translation>Wie das System</translation>
</message>
<message>
<source>Dark</source>
<translation>Dunkel</translation>
</message>
<message>
<source>Light</source>
<translation>Hell</translation>
</message>
<message>
<source>High contrast</source>
<translation>Hoher Kontrast</translation>
</message>
<message>
<source>Language</source>
<translation>Sprache</translation>
</message>
<message>
<source>Reduce motion</source>
<translation>Weniger Bewegung</translation>
</message>
<message>
<source>Up to</source>
<translation>Bis zu</translation>
</message>
<message>
<source>Dark, light or with lines around every control.</source>
<translation>Dunkel, hell oder mit Linien um jedes Bedienteil.</translation>
</message>
<message>
<source>The edge of a mask stands still; zoom jumps.</source>
<translation>Der Rand einer Maske steht still; Zoom springt.</translation>
</message>
<message>
<source>Used from the next start on.</source>
<translation>Gilt ab dem nächsten Start.</translation>
</message>
<message>
<source>Memory for pictures</source>
<translation>Speicher für Bilder</translation>
</message>
<message>
<source>More keeps large boards sharp without reading again; less leaves more to other programs.</source>
<translation>Mehr hält große Tafeln scharf, ohne neu zu lesen; weniger lässt anderen Programmen mehr.</translation>
</message>
</context>
<context>
<name>Glimpse</name>
<message>
<source>Moved or deleted</source>
<translation>Verschoben oder gelöscht</translation>
</message>
<message>
<source>1 layer</source>
<translation>1 Ebene</translation>
</message>
<message>
<source>{0} layers</source>
<translation>{0} Ebenen</translation>
</message>
<message>
<source>Today {0}</source>
<translation>Heute {0}</translation>
</message>
<message>
<source>Yesterday {0}</source>
<translation>Gestern {0}</translation>
</message>
</context>
<context>
<name>Hints</name>
<message>
<source>{generate.previous} {generate.next} choose, {generate.accept} accepts, {generate.keep} keeps aside, {generate.cancel} puts away.</source>
<translation>{generate.previous} {generate.next} wählen, {generate.accept} nimmt an, {generate.keep} legt beiseite, {generate.cancel} legt weg.</translation>
</message>
<message>
<source>{generate.words} writes the prompt, {generate.ask} generates.</source>
<translation>{generate.words} führt zur Eingabe, {generate.ask} erzeugt.</translation>
</message>
</context>
<context>
<name>HistoryPanel</name>
<message>
<source>History</source>
<translation>Verlauf</translation>
</message>
<message>
<source>Selected layer only</source>
<translation>Nur gewählte Ebene</translation>
</message>
<message>
<source>Words, engine, date, @reference</source>
<translation>Worte, Engine, Datum, @Referenz</translation>
</message>
<message>
<source>Search the history</source>
<translation>Verlauf durchsuchen</translation>
</message>
<message>
<source>Lists all again.</source>
<translation>Zeigt wieder alles.</translation>
</message>
<message>
<source>What was asked</source>
<translation>Was verlangt wurde</translation>
</message>
<message>
<source>Nothing was asked yet</source>
<translation>Noch nichts angefragt</translation>
</message>
<message>
<source>Whatever you ask for stays here, with its words, seed and mask, to be opened or asked again.</source>
<translation>Was du anfragst, bleibt hier mit Worten, Seed und Maske, um es wieder zu öffnen oder noch einmal zu stellen.</translation>
</message>
<message>
<source>Write the prompt</source>
<translation>Eingabe schreiben</translation>
</message>
<message>
<source>No anchor</source>
<translation>Kein Anker</translation>
</message>
<message>
<source>Open</source>
<translation>Öffnen</translation>
</message>
<message>
<source>Recall</source>
<translation>Zurückholen</translation>
</message>
<message>
<source>New seed</source>
<translation>Neuer Seed</translation>
</message>
<message>
<source>Promote</source>
<translation>Endfassung</translation>
</message>
<message>
<source>Shows its candidates in their place again.</source>
<translation>Zeigt die Vorschläge wieder an ihrem Platz.</translation>
</message>
<message>
<source>Brings words, engine, seed and mask back to the prompt bar.</source>
<translation>Holt Worte, Modell, Seed und Maske in die Eingabe zurück.</translation>
</message>
<message>
<source>Asks the same again with a new seed.</source>
<translation>Verlangt dasselbe noch einmal mit neuem Seed.</translation>
</message>
<message>
<source>Asks the final engine for the same, of all rows that are chosen.</source>
<translation>Verlangt dasselbe vom Modell für Endfassungen, von allen gewählten Zeilen.</translation>
</message>
<message>
<source>What of the history</source>
<translation>Was vom Verlauf</translation>
</message>
<message>
<source>Generations</source>
<translation>Erzeugtes</translation>
</message>
<message>
<source>Steps</source>
<translation>Schritte</translation>
</message>
<message>
<source>Ledger</source>
<translation>Kosten</translation>
</message>
<message>
<source>Guided by “{0}”</source>
<translation>Geleitet von „{0}“</translation>
</message>
</context>
<context>
<name>HowLarge</name>
<message>
<source>How large</source>
<translation>Wie groß</translation>
</message>
<message>
<source>px</source>
<translation>px</translation>
</message>
<message>
<source>W</source>
<translation>B</translation>
</message>
<message>
<source>H</source>
<translation>H</translation>
</message>
<message>
<source>mm</source>
<translation>mm</translation>
</message>
<message>
<source>Density</source>
<translation>Dichte</translation>
</message>
<message>
<source>dpi</source>
<translation>dpi</translation>
</message>
<message>
<source>{0} times as wide and as high.</source>
<translation>{0}-mal so breit und so hoch.</translation>
</message>
<message>
<source>As many pixels as you say; the picture keeps its shape.</source>
<translation>So viele Pixel, wie du sagst; das Bild behält seine Form.</translation>
</message>
<message>
<source>Large enough to fill a print of this size, turned as the picture is.</source>
<translation>Groß genug für einen Druck dieser Größe, gedreht wie das Bild.</translation>
</message>
<message>
<source>Large enough to fill 3840 × 2160 px, or 2160 × 3840 px where it is upright.</source>
<translation>Groß genug für 3840 × 2160 px, hochkant für 2160 × 3840 px.</translation>
</message>
<message>
<source>Pixels</source>
<translation>Pixel</translation>
</message>
<message>
<source>Print</source>
<translation>Druck</translation>
</message>
<message>
<source>Width</source>
<translation>Breite</translation>
</message>
<message>
<source>Height</source>
<translation>Höhe</translation>
</message>
<message>
<source>Pixels to the inch of the print.</source>
<translation>Pixel je Zoll des Drucks.</translation>
</message>
</context>
<context>
<name>KeysPage</name>
<message>
<source>Find an action or a key</source>
<translation>Aktion oder Taste suchen</translation>
</message>
<message>
<source>Keys of all actions</source>
<translation>Tasten aller Aktionen</translation>
</message>
<message>
<source>Press a new key</source>
<translation>Neue Taste drücken</translation>
</message>
<message>
<source>No key</source>
<translation>Keine Taste</translation>
</message>
<message>
<source>As it was</source>
<translation>Wie vorher</translation>
</message>
<message>
<source>All as they were</source>
<translation>Alle wie vorher</translation>
</message>
<message>
<source>Press the new key. Escape keeps the old one.</source>
<translation>Drücke die neue Taste. Escape lässt die alte.</translation>
</message>
<message>
<source>Letters without Ctrl or Alt act on the canvas alone.</source>
<translation>Buchstaben ohne Ctrl oder Alt gelten nur auf der Leinwand.</translation>
</message>
<message>
<source>Space moves the canvas while it is held: press another key.</source>
<translation>Space bewegt die Leinwand, solange es gehalten wird: drücke eine andere Taste.</translation>
</message>
<message>
<source>{0} is the key of “{1}”.</source>
<translation>{0} ist die Taste von „{1}“.</translation>
</message>
<message>
<source>Take it</source>
<translation>Nimm sie</translation>
</message>
</context>
<context>
<name>KeysSheet</name>
<message>
<source>All keys</source>
<translation>Alle Tasten</translation>
</message>
</context>
<context>
<name>LayerActions</name>
<message>
<source>Show layers</source>
<translation>Ebenen zeigen</translation>
</message>
<message>
<source>Hide layers</source>
<translation>Ebenen verbergen</translation>
</message>
<message>
<source>Unlock layers</source>
<translation>Ebenen freigeben</translation>
</message>
<message>
<source>Lock layers</source>
<translation>Ebenen sperren</translation>
</message>
<message>
<source>Rename</source>
<translation>Umbenennen</translation>
</message>
<message>
<source>Reorder layers</source>
<translation>Ebenen umordnen</translation>
</message>
<message>
<source>Bring forward</source>
<translation>Nach vorn</translation>
</message>
<message>
<source>Send backward</source>
<translation>Nach hinten</translation>
</message>
<message>
<source>Group</source>
<translation>Gruppieren</translation>
</message>
<message>
<source>Group layers</source>
<translation>Ebenen gruppieren</translation>
</message>
<message>
<source>Ungroup</source>
<translation>Gruppe auflösen</translation>
</message>
<message>
<source>Duplicate layers</source>
<translation>Ebenen verdoppeln</translation>
</message>
<message>
<source>Delete layers</source>
<translation>Ebenen löschen</translation>
</message>
<message>
<source>Delete frame and what is inside</source>
<translation>Rahmen mit Inhalt löschen</translation>
</message>
</context>
<context>
<name>LayerDelegate</name>
<message>
<source>Name</source>
<translation>Name</translation>
</message>
</context>
<context>
<name>LayerRows</name>
<message>
<source>Note</source>
<translation>Zettel</translation>
</message>
</context>
<context>
<name>LayerUpscaling</name>
<message>
<source>No engine here makes pictures larger: connect one.</source>
<translation>Kein Modell hier macht Bilder größer: verbinde eines.</translation>
</message>
<message>
<source>No picture is selected: click one, or choose it in Layers.</source>
<translation>Kein Bild ist gewählt: klicke eines an, oder wähle es unter Ebenen.</translation>
</message>
<message>
<source>{0} needs words: say what the picture shows.</source>
<translation>{0} braucht Worte: sag, was das Bild zeigt.</translation>
</message>
<message>
<source>{0} pictures</source>
<translation>{0} Bilder</translation>
</message>
<message>
<source>{0}, {1} × {2} px</source>
<translation>{0}, {1} × {2} px</translation>
</message>
<message>
<source>It becomes {0} × {1} px, in the same place.</source>
<translation>Es bekommt {0} × {1} px, am selben Platz.</translation>
</message>
<message>
<source>They become up to {0} × {1} px, each in its place.</source>
<translation>Sie bekommen bis zu {0} × {1} px, jedes an seinem Platz.</translation>
</message>
<message>
<source>About {0}.</source>
<translation>Etwa {0}.</translation>
</message>
<message>
<source>{0} has {1} × {2} px now.</source>
<translation>{0} hat jetzt {1} × {2} px.</translation>
</message>
<message>
<source>{0} pictures are larger now.</source>
<translation>{0} Bilder sind jetzt größer.</translation>
</message>
<message>
<source>{0} pictures are larger now, {1} failed: {2}</source>
<translation>{0} Bilder sind jetzt größer, {1} sind gescheitert: {2}</translation>
</message>
</context>
<context>
<name>LayersPanel</name>
<message>
<source>No layers yet</source>
<translation>Noch keine Ebenen</translation>
</message>
<message>
<source>Drop pictures on the canvas: each becomes a layer, uppermost first in this list.</source>
<translation>Zieh Bilder auf die Leinwand: jedes wird eine Ebene, die oberste steht hier zuerst.</translation>
</message>
<message>
<source>Place pictures…</source>
<translation>Bilder platzieren…</translation>
</message>
<message>
<source>Opacity</source>
<translation>Deckkraft</translation>
</message>
<message>
<source>Mixed</source>
<translation>Gemischt</translation>
</message>
<message>
<source>Blend mode</source>
<translation>Mischmodus</translation>
</message>
<message>
<source>Hide layer</source>
<translation>Ebene verbergen</translation>
</message>
<message>
<source>Show layer</source>
<translation>Ebene zeigen</translation>
</message>
<message>
<source>Unlock layer</source>
<translation>Ebene freigeben</translation>
</message>
</context>
<context>
<name>Ledger</name>
<message>
<source>{0} paid</source>
<translation>{0} bezahlt</translation>
</message>
<message>
<source>Price unknown</source>
<translation>Preis unbekannt</translation>
</message>
<message>
<source>{0} of {1} accepted</source>
<translation>{0} von {1} angenommen</translation>
</message>
<message>
<source>{0}, {1} each</source>
<translation>{0}, je {1}</translation>
</message>
<message>
<source>{0} % waste</source>
<translation>{0} % verworfen</translation>
</message>
<message>
<source>accepted {0}</source>
<translation>angenommen {0}</translation>
</message>
<message>
<source>undecided {0}</source>
<translation>unentschieden {0}</translation>
</message>
<message>
<source>passed over {0}</source>
<translation>übergangen {0}</translation>
</message>
<message>
<source>failed {0}</source>
<translation>fehlgeschlagen {0}</translation>
</message>
<message>
<source>refused {0}</source>
<translation>abgelehnt {0}</translation>
</message>
<message>
<source>answer lost {0}</source>
<translation>Antwort verloren {0}</translation>
</message>
<message>
<source>{0} estimated by its price list.</source>
<translation>{0} nach der Preisliste geschätzt.</translation>
</message>
<message>
<source>Unknown prices are in no sum.</source>
<translation>Unbekannte Preise stehen in keiner Summe.</translation>
</message>
</context>
<context>
<name>LedgerPanel</name>
<message>
<source>Ledger</source>
<translation>Kosten</translation>
</message>
<message>
<source>Summed up by</source>
<translation>Summiert nach</translation>
</message>
<message>
<source>Engine</source>
<translation>Modell</translation>
</message>
<message>
<source>Anchor</source>
<translation>Anker</translation>
</message>
<message>
<source>Day</source>
<translation>Tag</translation>
</message>
<message>
<source>Export CSV…</source>
<translation>CSV exportieren…</translation>
</message>
<message>
<source>Nothing was paid yet</source>
<translation>Noch wurde nichts bezahlt</translation>
</message>
<message>
<source>Every call is written down here with its price: also those that failed, and what was not used.</source>
<translation>Hier steht jeder Aufruf mit seinem Preis: auch was fehlschlug und was nicht verwendet wurde.</translation>
</message>
<message>
<source>Write the prompt</source>
<translation>Eingabe schreiben</translation>
</message>
<message>
<source>{0}, ledger.csv</source>
<translation>{0}, Kosten.csv</translation>
</message>
<message>
<source>Export the ledger</source>
<translation>Kosten exportieren</translation>
</message>
<message>
<source>Tables (*.csv)</source>
<translation>Tabellen (*.csv)</translation>
</message>
<message>
<source>{0} is no amount: write it as 5, 5.00 or 5 EUR.</source>
<translation>{0} ist kein Betrag: Schreibe ihn als 5, 5.00 oder 5 EUR.</translation>
</message>
<message>
<source>{0} calls are in {1}.</source>
<translation>{0} Aufrufe stehen in {1}.</translation>
</message>
<message>
<source>The ledger was not written: {0}.</source>
<translation>Die Kosten wurden nicht geschrieben: {0}.</translation>
</message>
<message>
<source>All</source>
<translation>Alles</translation>
</message>
<message>
<source>What was paid</source>
<translation>Was bezahlt wurde</translation>
</message>
<message>
<source>No budget</source>
<translation>Kein Budget</translation>
</message>
<message>
<source>Budget</source>
<translation>Budget</translation>
</message>
<message>
<source>What may be spent in this project, such as 5 or 5 EUR; what would go beyond it waits.</source>
<translation>Was in diesem Projekt ausgegeben werden darf, etwa 5 oder 5 EUR; was darüber hinausginge, wartet.</translation>
</message>
<message>
<source>Writes every call with its price to a file.</source>
<translation>Schreibt jeden Aufruf mit seinem Preis in eine Datei.</translation>
</message>
</context>
<context>
<name>Lifting</name>
<message>
<source>Layer from mask</source>
<translation>Ebene aus Maske</translation>
</message>
<message>
<source>Frame as one picture</source>
<translation>Rahmen als ein Bild</translation>
</message>
<message>
<source>There is no picture in the clipboard: copy one first.</source>
<translation>In der Zwischenablage ist kein Bild: kopiere erst eines.</translation>
</message>
<message>
<source>Show only what is marked</source>
<translation>Nur Markiertes zeigen</translation>
</message>
<message>
<source>Layer mask off</source>
<translation>Ebenenmaske aus</translation>
</message>
<message>
<source>Layer mask on</source>
<translation>Ebenenmaske an</translation>
</message>
<message>
<source>Remove layer mask</source>
<translation>Ebenenmaske entfernen</translation>
</message>
</context>
<context>
<name>Limits</name>
<message>
<source>At once</source>
<translation>Zugleich</translation>
</message>
<message>
<source>Per minute</source>
<translation>Je Minute</translation>
</message>
<message>
<source>usual</source>
<translation>üblich</translation>
</message>
<message>
<source>Requests under way at a time; 0: as many as its engines say.</source>
<translation>Anfragen, die zugleich laufen; 0: so viele, wie die Modelle sagen.</translation>
</message>
<message>
<source>any</source>
<translation>beliebig</translation>
</message>
<message>
<source>Requests that begin in a minute at most; 0: any number.</source>
<translation>Anfragen, die höchstens in einer Minute beginnen; 0: beliebig viele.</translation>
</message>
</context>
<context>
<name>MadeSheet</name>
<message>
<source>Make anchors from pictures</source>
<translation>Anker aus Bildern machen</translation>
</message>
<message>
<source>What is proposed</source>
<translation>Was vorgeschlagen ist</translation>
</message>
<message>
<source>The pictures as references, too</source>
<translation>Die Bilder auch als Referenzen</translation>
</message>
<message>
<source>Cancel</source>
<translation>Abbrechen</translation>
</message>
<message>
<source>Make anchors from {0} pictures</source>
<translation>Anker aus {0} Bildern machen</translation>
</message>
<message>
<source>Make anchors from this picture</source>
<translation>Anker aus diesem Bild machen</translation>
</message>
<message>
<source>Looking at picture {0} of {1}</source>
<translation>Bild {0} von {1} wird angesehen</translation>
</message>
<message>
<source>Nothing can be made of these: they are wholly transparent.</source>
<translation>Daraus lässt sich nichts machen: Sie sind ganz durchsichtig.</translation>
</message>
<message>
<source>Tick what is wanted.</source>
<translation>Hake an, was du willst.</translation>
</message>
<message>
<source>Give each of them a name.</source>
<translation>Gib jedem einen Namen.</translation>
</message>
<message>
<source>“{0}” says nothing: write what it is to say, or leave it out.</source>
<translation>„{0}“ sagt nichts: Schreib, was er sagen soll, oder lass ihn weg.</translation>
</message>
<message>
<source>Add {0} anchors</source>
<translation>{0} Anker hinzufügen</translation>
</message>
<message>
<source>Add 1 anchor</source>
<translation>1 Anker hinzufügen</translation>
</message>
<message>
<source>Name</source>
<translation>Name</translation>
</message>
<message>
<source>What it says</source>
<translation>Was er sagt</translation>
</message>
<message>
<source>Where it holds</source>
<translation>Wo er gilt</translation>
</message>
<message>
<source>Where the anchors hold. Each can be pinned elsewhere later.</source>
<translation>Wo die Anker gelten. Jeder lässt sich später woanders anheften.</translation>
</message>
<message>
<source>Engines that look at pictures are shown these, as they are at the time.</source>
<translation>Modelle, die Bilder ansehen, bekommen diese gezeigt, wie sie dann sind.</translation>
</message>
</context>
<context>
<name>MaskActions</name>
<message>
<source>Invert mask</source>
<translation>Maske umkehren</translation>
</message>
<message>
<source>Mask the whole picture</source>
<translation>Ganzes Bild maskieren</translation>
</message>
<message>
<source>Grow mask</source>
<translation>Maske vergrößern</translation>
</message>
<message>
<source>Shrink mask</source>
<translation>Maske verkleinern</translation>
</message>
<message>
<source>Feather mask</source>
<translation>Maske weichzeichnen</translation>
</message>
<message>
<source>Clear mask</source>
<translation>Maske leeren</translation>
</message>
<message>
<source>Use the last mask again</source>
<translation>Letzte Maske wieder nehmen</translation>
</message>
<message>
<source>Load mask</source>
<translation>Maske laden</translation>
</message>
<message>
<source>Save mask</source>
<translation>Maske sichern</translation>
</message>
<message>
<source>PNG (*.png)</source>
<translation>PNG (*.png)</translation>
</message>
</context>
<context>
<name>Minimap</name>
<message>
<source>Minimap</source>
<translation>Übersichtskarte</translation>
</message>
<message>
<source>Arrow keys move what is in view; Escape goes back to the canvas.</source>
<translation>Pfeiltasten verschieben den Ausschnitt; Escape führt zurück zur Leinwand.</translation>
</message>
<message>
<source>Click or drag to move what is in view</source>
<translation>Klicken oder ziehen verschiebt den Ausschnitt</translation>
</message>
</context>
<context>
<name>Models</name>
<message>
<source>Add</source>
<translation>Hinzufügen</translation>
</message>
<message>
<source>Models that the picker offers</source>
<translation>Modelle, die in der Auswahl stehen</translation>
</message>
<message>
<source>Another model: its id, or a workflow's file</source>
<translation>Weiteres Modell: ID oder Workflow-Datei</translation>
</message>
<message>
<source>Another model</source>
<translation>Weiteres Modell</translation>
</message>
<message>
<source>As the provider writes it, such as owner/name; for ComfyUI the path of a workflow.</source>
<translation>Wie der Anbieter sie schreibt, etwa owner/name; für ComfyUI der Pfad eines Workflows.</translation>
</message>
<message>
<source>Add the model</source>
<translation>Modell hinzufügen</translation>
</message>
<message>
<source>{0} of {1} in the picker</source>
<translation>{0} von {1} in der Auswahl</translation>
</message>
<message>
<source>None</source>
<translation>Keines</translation>
</message>
<message>
<source>All</source>
<translation>Alle</translation>
</message>
<message>
<source>No model in the picker</source>
<translation>Kein Modell in der Auswahl</translation>
</message>
<message>
<source>All models in the picker</source>
<translation>Alle Modelle in der Auswahl</translation>
</message>
<message>
<source>in the picker</source>
<translation>in der Auswahl</translation>
</message>
<message>
<source>not in the picker</source>
<translation>nicht in der Auswahl</translation>
</message>
<message>
<source>Models</source>
<translation>Modelle</translation>
</message>
<message>
<source>Retired</source>
<translation>Eingestellt</translation>
</message>
</context>
<context>
<name>Naming</name>
<message>
<source>References</source>
<translation>Referenzen</translation>
</message>
</context>
<context>
<name>NoteEditor</name>
<message>
<source>Note</source>
<translation>Notiz</translation>
</message>
<message>
<source>Write note</source>
<translation>Notiz schreiben</translation>
</message>
</context>
<context>
<name>Notices</name>
<message>
<source>{0} is in the clipboard and on the paint brush.</source>
<translation>{0} ist in der Zwischenablage und am Malpinsel.</translation>
</message>
</context>
<context>
<name>OptionsBar</name>
<message>
<source>Options of the tool</source>
<translation>Optionen des Werkzeugs</translation>
</message>
</context>
<context>
<name>PaintColour</name>
<message>
<source>Black</source>
<translation>Schwarz</translation>
</message>
<message>
<source>White</source>
<translation>Weiß</translation>
</message>
<message>
<source>Colour of the paint: {0}</source>
<translation>Malfarbe: {0}</translation>
</message>
<message>
<source>Alt-click in a picture takes one from there.</source>
<translation>Alt-Klick in ein Bild nimmt dort eine auf.</translation>
</message>
</context>
<context>
<name>Palette</name>
<message>
<source>What do you want to do?</source>
<translation>Was willst du tun?</translation>
</message>
<message>
<source>Find an action</source>
<translation>Aktion suchen</translation>
</message>
<message>
<source>Actions</source>
<translation>Aktionen</translation>
</message>
<message>
<source>Up Down move    Return runs it    Escape closes</source>
<translation>Up Down wählen    Return führt aus    Escape schließt</translation>
</message>
<message>
<source>{0} of {1} actions</source>
<translation>{0} von {1} Aktionen</translation>
</message>
</context>
<context>
<name>Places</name>
<message>
<source>Where it holds</source>
<translation>Wo er gilt</translation>
</message>
</context>
<context>
<name>Planning</name>
<message>
<source>There is no picture yet.</source>
<translation>Es gibt noch kein Bild.</translation>
</message>
<message>
<source>Drop a picture on the canvas, or press {file.place}.</source>
<translation>Zieh ein Bild auf die Leinwand, oder drücke {file.place}.</translation>
</message>
<message>
<source>Nothing is marked: paint over what is to change.</source>
<translation>Nichts ist markiert: übermale, was sich ändern soll.</translation>
</message>
<message>
<source>Paint over what is to change, or drag a border outward ({tool.Extend}).</source>
<translation>Übermale, was sich ändern soll, oder zieh einen Rand nach außen ({tool.Extend}).</translation>
</message>
</context>
<context>
<name>Promoting</name>
<message>
<source>price unknown</source>
<translation>Preis unbekannt</translation>
</message>
<message>
<source>free</source>
<translation>kostenlos</translation>
</message>
<message>
<source>{0}: {1} finals are asked for, {2}.</source>
<translation>{0}: {1} Endfassungen sind verlangt, {2}.</translation>
</message>
<message>
<source>{0}: a final is asked for, {2}.</source>
<translation>{0}: Eine Endfassung ist verlangt, {2}.</translation>
</message>
</context>
<context>
<name>PromptBar</name>
<message>
<source>Prompt bar</source>
<translation>Eingabe</translation>
</message>
<message>
<source>Tier</source>
<translation>Stufe</translation>
</message>
<message>
<source>Draft</source>
<translation>Entwurf</translation>
</message>
<message>
<source>Final</source>
<translation>Endfassung</translation>
</message>
<message>
<source>Recent prompts</source>
<translation>Letzte Eingaben</translation>
</message>
<message>
<source>Put the prompt bar away</source>
<translation>Eingabe weglegen</translation>
</message>
<message>
<source>Write the prompt</source>
<translation>Eingabe schreiben</translation>
</message>
<message>
<source>Engine</source>
<translation>Modell</translation>
</message>
<message>
<source>How many candidates</source>
<translation>Wie viele Vorschläge</translation>
</message>
<message>
<source>Price</source>
<translation>Preis</translation>
</message>
<message>
<source>Progress</source>
<translation>Fortschritt</translation>
</message>
<message>
<source>Generate</source>
<translation>Erzeugen</translation>
</message>
<message>
<source>Retry</source>
<translation>Noch einmal</translation>
</message>
<message>
<source>Use built-in</source>
<translation>Eingebautes nehmen</translation>
</message>
<message>
<source>Stop</source>
<translation>Anhalten</translation>
</message>
<message>
<source>{0} makes one at a time.</source>
<translation>{0} macht eines auf einmal.</translation>
</message>
<message>
<source>{0} makes at most {1} at once.</source>
<translation>{0} macht höchstens {1} auf einmal.</translation>
</message>
</context>
<context>
<name>PromptWords</name>
<message>
<source>Prompt</source>
<translation>Worte</translation>
</message>
<message>
<source>Such as {0}; it knows {1} words</source>
<translation>Etwa {0}; es kennt {1} Wörter</translation>
</message>
<message>
<source>What should appear here?</source>
<translation>Was soll hier erscheinen?</translation>
</message>
</context>
<context>
<name>Queue</name>
<message>
<source>a picture</source>
<translation>einem Bild</translation>
</message>
<message>
<source>Upscale {2} to {0} × {1} px</source>
<translation>{2} auf {0} × {1} px hochskalieren</translation>
</message>
<message>
<source>Picture of {0} × {1} px</source>
<translation>Bild mit {0} × {1} px</translation>
</message>
<message>
<source>Extend {2} by {0} × {1} px</source>
<translation>{2} um {0} × {1} px erweitern</translation>
</message>
<message>
<source>Fill {0} × {1} px in {2}</source>
<translation>{0} × {1} px in {2} füllen</translation>
</message>
<message>
<source>Held by the budget</source>
<translation>Vom Budget angehalten</translation>
</message>
<message>
<source>Held</source>
<translation>Angehalten</translation>
</message>
<message>
<source>Waiting</source>
<translation>Wartet</translation>
</message>
<message>
<source>Sent {0} ago</source>
<translation>Vor {0} gesendet</translation>
</message>
<message>
<source>{0}, {1} left</source>
<translation>{0}, noch {1}</translation>
</message>
<message>
<source>{0} %</source>
<translation>{0} %</translation>
</message>
<message>
<source>{0} of {1} are here.</source>
<translation>{0} von {1} sind da.</translation>
</message>
<message>
<source>It may have been charged.</source>
<translation>Es wurde vielleicht berechnet.</translation>
</message>
<message>
<source>Nothing was charged.</source>
<translation>Es wurde nichts berechnet.</translation>
</message>
<message>
<source>1 job</source>
<translation>1 Auftrag</translation>
</message>
<message>
<source>{0} jobs</source>
<translation>{0} Aufträge</translation>
</message>
<message>
<source>1 candidate</source>
<translation>1 Vorschlag</translation>
</message>
<message>
<source>{0} candidates</source>
<translation>{0} Vorschläge</translation>
</message>
<message>
<source>Over budget, {0} running or waiting</source>
<translation>Budget erreicht, {0} laufen oder warten</translation>
</message>
<message>
<source>Held, {0} running or waiting</source>
<translation>Angehalten, {0} laufen oder warten</translation>
</message>
<message>
<source>{0} running or waiting</source>
<translation>{0} laufen oder warten</translation>
</message>
<message>
<source>{0} to retry</source>
<translation>{0} zu wiederholen</translation>
</message>
<message>
<source>{0} ready</source>
<translation>{0} fertig</translation>
</message>
<message>
<source>The next request costs up to {0}, and {1} of the budget of {2} is spent or under way: it waits.</source>
<translation>Die nächste Anfrage kostet bis zu {0}, und {1} vom Budget von {2} sind ausgegeben oder unterwegs: Sie wartet.</translation>
</message>
<message>
<source>{0} of {1} spent</source>
<translation>{0} von {1} ausgegeben</translation>
</message>
<message>
<source>Today {0}</source>
<translation>Heute {0}</translation>
</message>
<message>
<source>{0}, {1} of it not certain</source>
<translation>{0}, davon {1} nicht sicher</translation>
</message>
</context>
<context>
<name>QueueChip</name>
<message>
<source>Queue: what is being made, what waits and what failed</source>
<translation>Schlange: was entsteht, was wartet und was fehlschlug</translation>
</message>
<message>
<source>Queue</source>
<translation>Schlange</translation>
</message>
</context>
<context>
<name>QueuePanel</name>
<message>
<source>Queue</source>
<translation>Schlange</translation>
</message>
<message>
<source>Nothing is being made. What you ask for is listed here, with its price.</source>
<translation>Nichts entsteht gerade. Was du verlangst, steht hier mit seinem Preis.</translation>
</message>
<message>
<source>History</source>
<translation>Verlauf</translation>
</message>
<message>
<source>All that was ever asked, with its candidates</source>
<translation>Alles, was je verlangt wurde, mit seinen Vorschlägen</translation>
</message>
<message>
<source>Ledger</source>
<translation>Kosten</translation>
</message>
<message>
<source>What was paid, and what it was good for</source>
<translation>Was bezahlt wurde und wofür es gut war</translation>
</message>
<message>
<source>Budget</source>
<translation>Budget</translation>
</message>
<message>
<source>Raise the budget, or lift it, so that what it holds goes on</source>
<translation>Budget erhöhen oder aufheben, damit weitergeht, was es anhält</translation>
</message>
</context>
<context>
<name>QueueWatch</name>
<message>
<source>Raise the budget</source>
<translation>Budget erhöhen</translation>
</message>
<message>
<source>{0}: {1}</source>
<translation>{0}: {1}</translation>
</message>
<message>
<source>Show</source>
<translation>Zeigen</translation>
</message>
<message>
<source>{0} failed</source>
<translation>{0} fehlgeschlagen</translation>
</message>
<message>
<source>Why</source>
<translation>Warum</translation>
</message>
</context>
<context>
<name>Rail</name>
<message>
<source>Tools</source>
<translation>Werkzeuge</translation>
</message>
</context>
<context>
<name>RecentPrompts</name>
<message>
<source>Recent prompts</source>
<translation>Letzte Eingaben</translation>
</message>
<message>
<source>Nothing has been asked with words yet.</source>
<translation>Es wurde noch nichts mit Worten verlangt.</translation>
</message>
</context>
<context>
<name>ReferenceDelegate</name>
<message>
<source>Left out</source>
<translation>Ausgelassen</translation>
</message>
</context>
<context>
<name>ReferenceList</name>
<message>
<source>References</source>
<translation>Referenzen</translation>
</message>
</context>
<context>
<name>ReferenceSheet</name>
<message>
<source>Strength</source>
<translation>Stärke</translation>
</message>
<message>
<source>Whole picture</source>
<translation>Ganzes Bild</translation>
</message>
<message>
<source>Save</source>
<translation>Speichern</translation>
</message>
<message>
<source>Cancel</source>
<translation>Abbrechen</translation>
</message>
<message>
<source>Give it a name with a letter or digit in it.</source>
<translation>Gib ihr einen Namen mit einem Buchstaben oder einer Ziffer.</translation>
</message>
<message>
<source>Another is called so: the words could not tell them apart.</source>
<translation>So heißt schon eine: die Worte könnten sie nicht unterscheiden.</translation>
</message>
<message>
<source>Edit reference</source>
<translation>Referenz bearbeiten</translation>
</message>
<message>
<source>Name</source>
<translation>Name</translation>
</message>
<message>
<source>The words call it by @ and this name.</source>
<translation>Die Worte nennen sie mit @ und diesem Namen.</translation>
</message>
<message>
<source>Role</source>
<translation>Rolle</translation>
</message>
<message>
<source>What of it guides.</source>
<translation>Was an ihr leitet.</translation>
</message>
<message>
<source>How much it guides, for engines that know strengths.</source>
<translation>Wie sehr sie leitet, bei Engines, die Stärken kennen.</translation>
</message>
<message>
<source>Source</source>
<translation>Quelle</translation>
</message>
<message>
<source>Where it is from: an address, a book, a person.</source>
<translation>Woher sie ist: eine Adresse, ein Buch, ein Mensch.</translation>
</message>
<message>
<source>Licence</source>
<translation>Lizenz</translation>
</message>
<message>
<source>Under which it may be used, such as CC BY 4.0.</source>
<translation>Unter der sie genutzt werden darf, etwa CC BY 4.0.</translation>
</message>
<message>
<source>Licence, such as CC BY 4.0</source>
<translation>Lizenz, etwa CC BY 4.0</translation>
</message>
</context>
<context>
<name>References</name>
<message>
<source>Structure</source>
<translation>Struktur</translation>
</message>
<message>
<source>Style</source>
<translation>Stil</translation>
</message>
<message>
<source>Palette</source>
<translation>Palette</translation>
</message>
<message>
<source>Character</source>
<translation>Figur</translation>
</message>
<message>
<source>Product</source>
<translation>Produkt</translation>
</message>
<message>
<source>Background</source>
<translation>Hintergrund</translation>
</message>
<message>
<source>Where things are, and their shapes: a sketch is enough.</source>
<translation>Wo was ist und welche Form es hat: eine Skizze genügt.</translation>
</message>
<message>
<source>How it looks: technique, light and mood.</source>
<translation>Wie es aussieht: Technik, Licht und Stimmung.</translation>
</message>
<message>
<source>Its colours alone.</source>
<translation>Nur die Farben.</translation>
</message>
<message>
<source>Who is shown, to be recognised.</source>
<translation>Wer zu sehen ist und erkannt werden soll.</translation>
</message>
<message>
<source>What is shown, as it is.</source>
<translation>Was zu sehen ist, so wie es ist.</translation>
</message>
<message>
<source>What is behind all else.</source>
<translation>Was hinter allem ist.</translation>
</message>
<message>
<source>{0} takes no references: none is sent.</source>
<translation>{0} nimmt keine Referenzen: keine wird gesendet.</translation>
</message>
<message>
<source>{0}: image {1} is left out.</source>
<translation>{0}: Bild {1} fehlt.</translation>
</message>
<message>
<source>{0}: images {1} are left out.</source>
<translation>{0}: Bilder {1} fehlen.</translation>
</message>
<message>
<source>Follows the layer {0}</source>
<translation>Folgt der Ebene {0}</translation>
</message>
<message>
<source>Its layer is gone</source>
<translation>Ihre Ebene ist fort</translation>
</message>
<message>
<source>Frozen from the layer {0}</source>
<translation>Festgehalten von der Ebene {0}</translation>
</message>
<message>
<source>Frozen from a layer that is gone</source>
<translation>Festgehalten von einer Ebene, die fort ist</translation>
</message>
<message>
<source>Pasted</source>
<translation>Eingefügt</translation>
</message>
<message>
<source>No licence is noted: look it up before you publish.</source>
<translation>Keine Lizenz ist vermerkt: sieh nach, bevor du veröffentlichst.</translation>
</message>
<message>
<source>Off: it guides nothing.</source>
<translation>Aus: sie leitet nichts.</translation>
</message>
<message>
<source>Image {0}, {1}, {2} %</source>
<translation>Bild {0}, {1}, {2} %</translation>
</message>
<message>
<source>{1}, {2} %</source>
<translation>{1}, {2} %</translation>
</message>
<message>
<source>Left out. {0}</source>
<translation>Fehlt. {0}</translation>
</message>
<message>
<source>{0} takes no references.</source>
<translation>{0} nimmt keine Referenzen.</translation>
</message>
<message>
<source>{0} takes none for {1}.</source>
<translation>{0} nimmt keine für {1}.</translation>
</message>
<message>
<source>{0} takes {1}.</source>
<translation>{0} nimmt {1}.</translation>
</message>
</context>
<context>
<name>ReferencesPanel</name>
<message>
<source>References</source>
<translation>Referenzen</translation>
</message>
<message>
<source>No references yet</source>
<translation>Noch keine Referenzen</translation>
</message>
<message>
<source>A sketch, a style, a palette, a face: pictures that guide what is made. Drop or paste them here.</source>
<translation>Eine Skizze, ein Stil, eine Palette, ein Gesicht: Bilder, die leiten, was entsteht. Zieh sie hierher oder füge sie ein.</translation>
</message>
<message>
<source>Add a reference…</source>
<translation>Referenz hinzufügen…</translation>
</message>
</context>
<context>
<name>Refining</name>
<message>
<source>Strength, and what to avoid</source>
<translation>Stärke, und was zu meiden ist</translation>
</message>
<message>
<source>Strength</source>
<translation>Stärke</translation>
</message>
<message>
<source>%</source>
<translation>%</translation>
</message>
<message>
<source>What to avoid</source>
<translation>Was zu meiden ist</translation>
</message>
<message>
<source>How far it may go from the picture as it is: with 100 % all of it is new.</source>
<translation>Wie weit es vom Bild abweichen darf: bei 100 % ist alles neu.</translation>
</message>
<message>
<source>{0} has no strength to be set.</source>
<translation>{0} hat keine Stärke, die sich einstellen lässt.</translation>
</message>
<message>
<source>What is not to be shown, with commas between.</source>
<translation>Was nicht zu sehen sein soll, mit Kommas dazwischen.</translation>
</message>
<message>
<source>{0} cannot be told what to avoid.</source>
<translation>{0} lässt sich nicht sagen, was zu meiden ist.</translation>
</message>
</context>
<context>
<name>Rerun</name>
<message>
<source>Re-run some…</source>
<translation>Neu anfragen…</translation>
</message>
<message>
<source>All pictures are of the present version of “{0}”.</source>
<translation>Alle Bilder sind von der jetzigen Fassung von „{0}“.</translation>
</message>
<message>
<source>not connected</source>
<translation>nicht verbunden</translation>
</message>
<message>
<source>{0} could not be asked: {1}</source>
<translation>{0} ließen sich nicht anfragen: {1}</translation>
</message>
<message>
<source>Re-run: {0}</source>
<translation>Neu angefragt: {0}</translation>
</message>
<message>
<source>Show</source>
<translation>Zeigen</translation>
</message>
</context>
<context>
<name>Retrying</name>
<message>
<source>The answer was lost, and may have been charged already: asking again may cost {0} once more.</source>
<translation>Die Antwort ging verloren und wurde vielleicht schon berechnet: Noch einmal zu fragen kostet vielleicht noch einmal {0}.</translation>
</message>
<message>
<source>Ask again</source>
<translation>Noch einmal fragen</translation>
</message>
</context>
<context>
<name>SavedLabel</name>
<message>
<source>Saved {0}</source>
<translation>Gesichert {0}</translation>
</message>
<message>
<source>Not saved since {0}: {1}</source>
<translation>Nicht gesichert seit {0}: {1}</translation>
</message>
<message>
<source>Read-only: {0} has it open</source>
<translation>Nur lesbar: {0} hat es offen</translation>
</message>
<message>
<source>Read-only</source>
<translation>Nur lesbar</translation>
</message>
</context>
<context>
<name>SeedField</name>
<message>
<source>Seed</source>
<translation>Seed</translation>
</message>
<message>
<source>The same words with the same seed give the same picture again.</source>
<translation>Dieselben Worte mit demselben Seed geben wieder dasselbe Bild.</translation>
</message>
<message>
<source>New seed</source>
<translation>Neuer Seed</translation>
</message>
<message>
<source>Each request has a new seed. Press to lock the one before.</source>
<translation>Jeder Auftrag hat einen neuen Seed. Drücke, um den letzten festzuhalten.</translation>
</message>
<message>
<source>Locked seed</source>
<translation>Fester Seed</translation>
</message>
<message>
<source>The seed is locked. Press to have a new one each time.</source>
<translation>Der Seed ist fest. Drücke, um jedes Mal einen neuen zu haben.</translation>
</message>
<message>
<source>This engine takes no seeds.</source>
<translation>Dieses Modell nimmt keine Seeds.</translation>
</message>
</context>
<context>
<name>Sentences</name>
<message>
<source>Fill</source>
<translation>Füllen</translation>
</message>
<message>
<source>Extension</source>
<translation>Erweiterung</translation>
</message>
<message>
<source>Picture</source>
<translation>Bild</translation>
</message>
<message>
<source>waiting</source>
<translation>wartet</translation>
</message>
<message>
<source>sent</source>
<translation>gesendet</translation>
</message>
<message>
<source>answered</source>
<translation>beantwortet</translation>
</message>
<message>
<source>failed</source>
<translation>fehlgeschlagen</translation>
</message>
<message>
<source>cancelled</source>
<translation>abgebrochen</translation>
</message>
<message>
<source>unknown</source>
<translation>unbekannt</translation>
</message>
<message>
<source>Extends {0} × {1} px to {2} × {3} from your words.</source>
<translation>Erweitert {0} × {1} px auf {2} × {3} nach deinen Worten.</translation>
</message>
<message>
<source>Extends {0} × {1} px to {2} × {3} from what is there.</source>
<translation>Erweitert {0} × {1} px auf {2} × {3} aus dem, was da ist.</translation>
</message>
<message>
<source>Redraws the whole picture, {0} × {1} px, from your words.</source>
<translation>Zeichnet das ganze Bild, {0} × {1} px, nach deinen Worten neu.</translation>
</message>
<message>
<source>Redraws {0} × {1} px from your words and its surroundings.</source>
<translation>Zeichnet {0} × {1} px neu, aus deinen Worten und der Umgebung.</translation>
</message>
<message>
<source>Fills {0} × {1} px from its surroundings.</source>
<translation>Füllt {0} × {1} px aus der Umgebung.</translation>
</message>
<message>
<source>The picture beneath stays as it is.</source>
<translation>Das Bild darunter bleibt, wie es ist.</translation>
</message>
<message>
<source>May change up to {0} px outside.</source>
<translation>Darf bis zu {0} px außerhalb ändern.</translation>
</message>
<message>
<source>The picture itself stays as it is, bit for bit.</source>
<translation>Das Bild selbst bleibt, wie es ist, Bit für Bit.</translation>
</message>
<message>
<source>Nothing outside the mask changes.</source>
<translation>Außerhalb der Maske ändert sich nichts.</translation>
</message>
<message>
<source>Drawn at {0} % of its size, so it comes back softer.</source>
<translation>In {0} % der Größe gezeichnet, daher kommt es weicher zurück.</translation>
</message>
<message>
<source>What it costs is not known.</source>
<translation>Was es kostet, ist nicht bekannt.</translation>
</message>
<message>
<source>Free, on this machine.</source>
<translation>Kostenlos, auf diesem Rechner.</translation>
</message>
<message>
<source>Free.</source>
<translation>Kostenlos.</translation>
</message>
<message>
<source>Costs at most {0}.</source>
<translation>Kostet höchstens {0}.</translation>
</message>
<message>
<source>Costs {0}.</source>
<translation>Kostet {0}.</translation>
</message>
<message>
<source>Draft</source>
<translation>Entwurf</translation>
</message>
<message>
<source>Final</source>
<translation>Endfassung</translation>
</message>
<message>
<source>draws from words</source>
<translation>zeichnet nach Worten</translation>
</message>
<message>
<source>makes another picture of one</source>
<translation>macht aus einem Bild ein anderes</translation>
</message>
<message>
<source>fills what is marked</source>
<translation>füllt das Markierte</translation>
</message>
<message>
<source>extends</source>
<translation>erweitert</translation>
</message>
<message>
<source>makes larger</source>
<translation>vergrößert</translation>
</message>
<message>
<source>removes backgrounds</source>
<translation>entfernt Hintergründe</translation>
</message>
<message>
<source>takes {0} references</source>
<translation>nimmt {0} Referenzen</translation>
</message>
<message>
<source>{0} needs words: say what should appear.</source>
<translation>{0} braucht Worte: sag, was erscheinen soll.</translation>
</message>
<message>
<source>Candidate {0} of {1}</source>
<translation>Vorschlag {0} von {1}</translation>
</message>
<message>
<source>{0}, {1} left</source>
<translation>{0}, noch {1}</translation>
</message>
<message>
<source>Sent {0}.</source>
<translation>Gesendet {0}.</translation>
</message>
<message>
<source>{0} of {1} are here and on disk.</source>
<translation>{0} von {1} sind da und gesichert.</translation>
</message>
<message>
<source>It waits: the budget does not allow it.</source>
<translation>Es wartet: Das Budget erlaubt es nicht.</translation>
</message>
<message>
<source>It waits: the queue is held.</source>
<translation>Es wartet: die Schlange ist angehalten.</translation>
</message>
<message>
<source>It waits for its turn.</source>
<translation>Es wartet, bis es an der Reihe ist.</translation>
</message>
<message>
<source>{0} s</source>
<translation>{0} s</translation>
</message>
<message>
<source>{0} min</source>
<translation>{0} min</translation>
</message>
<message>
<source>Style</source>
<translation>Stil</translation>
</message>
<message>
<source>Content</source>
<translation>Inhalt</translation>
</message>
<message>
<source>Charged: {0}.</source>
<translation>Berechnet: {0}.</translation>
</message>
<message>
<source>The rest may have been charged, too.</source>
<translation>Der Rest wurde vielleicht auch berechnet.</translation>
</message>
<message>
<source>It may have been charged.</source>
<translation>Es wurde vielleicht berechnet.</translation>
</message>
<message>
<source>Nothing was charged; words and mask are kept.</source>
<translation>Es wurde nichts berechnet; Worte und Maske bleiben.</translation>
</message>
<message>
<source>nothing</source>
<translation>nichts</translation>
</message>
<message>
<source>{0} px, colour {1}, {2} % moved</source>
<translation>{0} px, Farbe {1}, {2} % verrückt</translation>
</message>
<message>
<source>{0} px changed</source>
<translation>{0} px geändert</translation>
</message>
<message>
<source>up to {0} px</source>
<translation>bis zu {0} px</translation>
</message>
<message>
<source>unchanged</source>
<translation>unverändert</translation>
</message>
</context>
<context>
<name>SetsSheet</name>
<message>
<source>Anchor sets</source>
<translation>Ankersätze</translation>
</message>
<message>
<source>Your sets</source>
<translation>Deine Sätze</translation>
</message>
<message>
<source>Import…</source>
<translation>Importieren…</translation>
</message>
<message>
<source>Export…</source>
<translation>Exportieren…</translation>
</message>
<message>
<source>Cancel</source>
<translation>Abbrechen</translation>
</message>
<message>
<source>No anchors yet, so there is nothing to save</source>
<translation>Noch keine Anker, also nichts zu sichern</translation>
</message>
<message>
<source>No sets yet: save one of this project's anchors, or import a file.</source>
<translation>Noch keine Sätze: Sichere einen aus den Ankern hier, oder importiere eine Datei.</translation>
</message>
<message>
<source>Add {0} sets</source>
<translation>{0} Sätze hinzufügen</translation>
</message>
<message>
<source>Add 1 set</source>
<translation>1 Satz hinzufügen</translation>
</message>
<message>
<source>Replace</source>
<translation>Ersetzen</translation>
</message>
<message>
<source>Save</source>
<translation>Sichern</translation>
</message>
<message>
<source>Tick the sets that are wanted.</source>
<translation>Hake die Sätze an, die du willst.</translation>
</message>
<message>
<source>Tick one set alone for this.</source>
<translation>Hake dafür nur einen Satz an.</translation>
</message>
<message>
<source>Give the set a name.</source>
<translation>Gib dem Satz einen Namen.</translation>
</message>
<message>
<source>Name of the set</source>
<translation>Name des Satzes</translation>
</message>
<message>
<source>Where it holds</source>
<translation>Wo er gilt</translation>
</message>
</context>
<context>
<name>SettingsSheet</name>
<message>
<source>Settings</source>
<translation>Einstellungen</translation>
</message>
<message>
<source>Close the settings</source>
<translation>Einstellungen schließen</translation>
</message>
<message>
<source>General</source>
<translation>Allgemein</translation>
</message>
<message>
<source>Engines</source>
<translation>Modelle</translation>
</message>
<message>
<source>Keys</source>
<translation>Tasten</translation>
</message>
</context>
<context>
<name>Shell</name>
<message>
<source>Anchors</source>
<translation>Anker</translation>
</message>
<message>
<source>References</source>
<translation>Referenzen</translation>
</message>
<message>
<source>Layers</source>
<translation>Ebenen</translation>
</message>
<message>
<source>History</source>
<translation>Verlauf</translation>
</message>
<message>
<source>Mask {0} × {1} px</source>
<translation>Maske {0} × {1} px</translation>
</message>
<message>
<source>Status</source>
<translation>Status</translation>
</message>
<message>
<source>Rename project</source>
<translation>Projekt umbenennen</translation>
</message>
</context>
<context>
<name>SizeList</name>
<message>
<source>Find a size, or type one: Poster 2000 x 3000</source>
<translation>Größe suchen oder eingeben: Plakat 2000 x 3000</translation>
</message>
<message>
<source>Find a size</source>
<translation>Größe suchen</translation>
</message>
<message>
<source>Sizes</source>
<translation>Größen</translation>
</message>
<message>
<source>Rename</source>
<translation>Umbenennen</translation>
</message>
<message>
<source>Remove</source>
<translation>Entfernen</translation>
</message>
</context>
<context>
<name>SizesSheet</name>
<message>
<source>To many sizes</source>
<translation>In viele Größen</translation>
</message>
<message>
<source>Cancel</source>
<translation>Abbrechen</translation>
</message>
<message>
<source>Words for what is new; may stay empty</source>
<translation>Worte für das Neue; kann leer bleiben</translation>
</message>
<message>
<source>Words for what is new</source>
<translation>Worte für das Neue</translation>
</message>
<message>
<source>Make pictures</source>
<translation>Bilder machen</translation>
</message>
<message>
<source>Tick the sizes that are wanted.</source>
<translation>Hake die gewünschten Größen an.</translation>
</message>
<message>
<source>Make {0} pictures</source>
<translation>{0} Bilder machen</translation>
</message>
<message>
<source>{0} pictures</source>
<translation>{0} Bilder</translation>
</message>
<message>
<source>1 picture</source>
<translation>1 Bild</translation>
</message>
<message>
<source>from {0} masters</source>
<translation>aus {0} Vorlagen</translation>
</message>
<message>
<source>from 1 master</source>
<translation>aus 1 Vorlage</translation>
</message>
<message>
<source>{0} need new borders</source>
<translation>{0} brauchen neue Ränder</translation>
</message>
<message>
<source>1 needs new borders</source>
<translation>1 braucht neue Ränder</translation>
</message>
<message>
<source>what it costs is not known</source>
<translation>was es kostet, ist nicht bekannt</translation>
</message>
<message>
<source>about {0}</source>
<translation>etwa {0}</translation>
</message>
<message>
<source>none needs new borders</source>
<translation>keines braucht neue Ränder</translation>
</message>
<message>
<source>{0} enlarged</source>
<translation>{0} vergrößert</translation>
</message>
<message>
<source>{0} cut around what is marked</source>
<translation>{0} um das Markierte beschnitten</translation>
</message>
<message>
<source>Mark what has to stay whole, and the rest may be cut.</source>
<translation>Markieren, was ganz bleiben muss; der Rest darf dann beschnitten werden.</translation>
</message>
</context>
<context>
<name>Sizing</name>
<message>
<source>To many sizes</source>
<translation>In viele Größen</translation>
</message>
<message>
<source>{0} pictures made; nothing had to be drawn.</source>
<translation>{0} Bilder gemacht; nichts musste gezeichnet werden.</translation>
</message>
<message>
<source>{0} extensions drawn and accepted.</source>
<translation>{0} Erweiterungen gezeichnet und angenommen.</translation>
</message>
<message>
<source>{0} extensions drawn and accepted, {1} failed: {2} Generate &gt; Retry what failed asks again.</source>
<translation>{0} Erweiterungen gezeichnet und angenommen, {1} fehlgeschlagen: {2} Erzeugen &gt; Fehlgeschlagenes wiederholen verlangt sie noch einmal.</translation>
</message>
</context>
<context>
<name>StartField</name>
<message>
<source>The start image; press to take it away.</source>
<translation>Das Startbild; ein Druck nimmt es weg.</translation>
</message>
<message>
<source>Starts from {0}</source>
<translation>Beginnt mit {0}</translation>
</message>
<message>
<source>Starts from {0}; press to take it away</source>
<translation>Beginnt mit {0}; ein Druck nimmt es weg</translation>
</message>
</context>
<context>
<name>Starting</name>
<message>
<source>{0} layers</source>
<translation>{0} Ebenen</translation>
</message>
</context>
<context>
<name>StatusBar</name>
<message>
<source>Status</source>
<translation>Status</translation>
</message>
<message>
<source>Colour under the pointer</source>
<translation>Farbe unter dem Zeiger</translation>
</message>
</context>
<context>
<name>StepsList</name>
<message>
<source>Steps</source>
<translation>Schritte</translation>
</message>
<message>
<source>Empty project</source>
<translation>Leeres Projekt</translation>
</message>
<message>
<source>Of a branch that was left; a click goes there.</source>
<translation>Von einem verlassenen Zweig; ein Klick geht dorthin.</translation>
</message>
</context>
<context>
<name>Strip</name>
<message>
<source>Candidates</source>
<translation>Vorschläge</translation>
</message>
<message>
<source>{0} of 100</source>
<translation>{0} von 100</translation>
</message>
<message>
<source>100 is as near as what is known to be good, under 50 is beyond a limit. Furthest off: {0}.</source>
<translation>100 ist so nah wie das Bewährte, unter 50 liegt jenseits einer Grenze. Am weitesten entfernt: {0}.</translation>
</message>
<message>
<source>Accept</source>
<translation>Annehmen</translation>
</message>
<message>
<source>Accept anyway</source>
<translation>Trotzdem annehmen</translation>
</message>
<message>
<source>Seed</source>
<translation>Seed</translation>
</message>
<message>
<source>Time</source>
<translation>Zeit</translation>
</message>
<message>
<source>Price</source>
<translation>Preis</translation>
</message>
<message>
<source>Consistency</source>
<translation>Konsistenz</translation>
</message>
<message>
<source>Outside, from the engine</source>
<translation>Außerhalb, vom Modell</translation>
</message>
<message>
<source>Outside, now</source>
<translation>Außerhalb, jetzt</translation>
</message>
<message>
<source>Follow it</source>
<translation>Folgen</translation>
</message>
<message>
<source>Keep aside</source>
<translation>Aufheben</translation>
</message>
<message>
<source>Original</source>
<translation>Original</translation>
</message>
<message>
<source>Compare</source>
<translation>Vergleichen</translation>
</message>
<message>
<source>More like this</source>
<translation>Mehr davon</translation>
</message>
<message>
<source>Stop</source>
<translation>Anhalten</translation>
</message>
<message>
<source>Close</source>
<translation>Schließen</translation>
</message>
<message>
<source>Asks the same again with other seeds; they come behind these.</source>
<translation>Verlangt dasselbe mit anderen Seeds; sie kommen hinter diese.</translation>
</message>
<message>
<source>A divider over the candidate, the picture as it was on its left.</source>
<translation>Eine Trennlinie über dem Vorschlag, links das Bild, wie es war.</translation>
</message>
<message>
<source>Moves the result back with the subject that the engine moved.</source>
<translation>Rückt das Ergebnis mit dem Motiv zurück, das das Modell verrückt hat.</translation>
</message>
<message>
<source>Hold it to see the picture as it was.</source>
<translation>Halte es, um das Bild zu sehen, wie es war.</translation>
</message>
</context>
<context>
<name>Swipe</name>
<message>
<source>Comparison with the original</source>
<translation>Vergleich mit dem Original</translation>
</message>
<message>
<source>Original</source>
<translation>Original</translation>
</message>
</context>
<context>
<name>Taking</name>
<message>
<source>Pasted</source>
<translation>Eingefügt</translation>
</message>
<message>
<source>There is no picture in this.</source>
<translation>Darin ist kein Bild.</translation>
</message>
<message>
<source>Copy one, or drop a file.</source>
<translation>Kopiere eins oder zieh eine Datei her.</translation>
</message>
<message>
<source>Only pictures can be references.</source>
<translation>Nur Bilder können Referenzen sein.</translation>
</message>
<message>
<source>Choose a layer with a picture.</source>
<translation>Wähle eine Ebene mit einem Bild.</translation>
</message>
<message>
<source>There are no pictures in this folder. Drop another.</source>
<translation>In diesem Ordner sind keine Bilder. Zieh einen anderen her.</translation>
</message>
</context>
<context>
<name>Thumbs</name>
<message>
<source>Candidates</source>
<translation>Vorschläge</translation>
</message>
<message>
<source>Candidate {0} of {1}</source>
<translation>Vorschlag {0} von {1}</translation>
</message>
</context>
<context>
<name>TitleBar</name>
<message>
<source>Zoom</source>
<translation>Zoom</translation>
</message>
</context>
<context>
<name>Toast</name>
<message>
<source>What can be done</source>
<translation>Was man tun kann</translation>
</message>
</context>
<context>
<name>Told</name>
<message>
<source>The prompt as it is sent</source>
<translation>Der Prompt, wie er gesendet wird</translation>
</message>
<message>
<source>Sent: {0}</source>
<translation>Gesendet: {0}</translation>
</message>
<message>
<source>1 remark. {0}</source>
<translation>1 Hinweis. {0}</translation>
</message>
<message>
<source>{0} remarks. {1}</source>
<translation>{0} Hinweise. {1}</translation>
</message>
<message>
<source>As typed</source>
<translation>Getippt</translation>
</message>
<message>
<source>Evaluated</source>
<translation>Ausgewertet</translation>
</message>
<message>
<source>As sent</source>
<translation>Gesendet</translation>
</message>
<message>
<source>In parts</source>
<translation>In Teilen</translation>
</message>
<message>
<source>To avoid</source>
<translation>Zu meiden</translation>
</message>
<message>
<source>Colours</source>
<translation>Farben</translation>
</message>
<message>
<source>Left out</source>
<translation>Ausgelassen</translation>
</message>
<message>
<source>Remark</source>
<translation>Hinweis</translation>
</message>
<message>
<source>Hide the prompt as it is sent</source>
<translation>Den Prompt, wie er gesendet wird, verbergen</translation>
</message>
<message>
<source>Show the prompt as it is sent</source>
<translation>Den Prompt, wie er gesendet wird, zeigen</translation>
</message>
<message>
<source>“{0}” and “{1}” contradict each other.</source>
<translation>„{0}“ und „{1}“ widersprechen sich.</translation>
</message>
<message>
<source>“{0}” is asked for, and is to be avoided.</source>
<translation>„{0}“ ist verlangt und soll gemieden werden.</translation>
</message>
<message>
<source>“{0}” is said twice.</source>
<translation>„{0}“ ist doppelt gesagt.</translation>
</message>
<message>
<source>{0}: says nothing that a picture shows.</source>
<translation>{0}: sagt nichts, was ein Bild zeigt.</translation>
</message>
<message>
<source>{0} words: beyond {1} an engine leaves some out.</source>
<translation>{0} Wörter: über {1} lässt ein Modell welche aus.</translation>
</message>
<message>
<source>{0} Could go: {1}</source>
<translation>{0} Könnte weg: {1}</translation>
</message>
</context>
<context>
<name>Tucked</name>
<message>
<source>shows the tools</source>
<translation>zeigt die Werkzeuge</translation>
</message>
</context>
<context>
<name>UpscaleBar</name>
<message>
<source>Upscale</source>
<translation>Hochskalieren</translation>
</message>
<message>
<source>Hide the original</source>
<translation>Original ausblenden</translation>
</message>
<message>
<source>Put it away</source>
<translation>Weglegen</translation>
</message>
<message>
<source>What the picture shows</source>
<translation>Was das Bild zeigt</translation>
</message>
<message>
<source>The larger picture takes its place; the original stays as a hidden layer.</source>
<translation>Das größere Bild tritt an seine Stelle; das Original bleibt als ausgeblendete Ebene.</translation>
</message>
<message>
<source>Engine</source>
<translation>Modell</translation>
</message>
<message>
<source>Engines that make pictures larger</source>
<translation>Modelle, die Bilder größer machen</translation>
</message>
<message>
<source>New detail by a net…</source>
<translation>Neue Einzelheiten durch ein Netz…</translation>
</message>
<message>
<source>New detail by a net</source>
<translation>Neue Einzelheiten durch ein Netz</translation>
</message>
<message>
<source>What a net for this needs, and how it comes</source>
<translation>Was ein Netz dafür braucht, und wie es kommt</translation>
</message>
<message>
<source>Price</source>
<translation>Preis</translation>
</message>
</context>
<context>
<name>Welcome</name>
<message>
<source>Dandelions</source>
<translation>Pusteblumen</translation>
</message>
<message>
<source>Mark the small one, then Generate</source>
<translation>Markiere die kleine, dann Erzeugen</translation>
</message>
<message>
<source>Sample</source>
<translation>Beispiel</translation>
</message>
<message>
<source>Drop pictures, folders or a project anywhere</source>
<translation>Zieh Bilder, Ordner oder ein Projekt irgendwohin</translation>
</message>
<message>
<source>Recent</source>
<translation>Zuletzt</translation>
</message>
<message>
<source>Find a project</source>
<translation>Projekt suchen</translation>
</message>
<message>
<source>Settings</source>
<translation>Einstellungen</translation>
</message>
<message>
<source>Settings  {0}</source>
<translation>Einstellungen  {0}</translation>
</message>
<message>
<source>{0} was moved or deleted. Del takes it off the list.</source>
<translation>{0} wurde verschoben oder gelöscht. Del nimmt es von der Liste.</translation>
</message>
<message>
<source>There is no picture in the clipboard: copy one first.</source>
<translation>In der Zwischenablage ist kein Bild: kopiere erst eines.</translation>
</message>
</context>
<context>
<name>Window</name>
<message>
<source>Opening…</source>
<translation>Wird geöffnet…</translation>
</message>
</context>
<context>
<name>_List</name>
<message>
<source>Layers</source>
<translation>Ebenen</translation>
</message>
<message>
<source>Requests</source>
<translation>Aufträge</translation>
</message>
<message>
<source>Return retries or shows one, Delete stops it, Alt+Up and Alt+Down change its place</source>
<translation>Return wiederholt oder zeigt einen, Delete hält ihn an, Alt+Up und Alt+Down ändern seinen Platz</translation>
</message>
</context>
<context>
<name>_Name</name>
<message>
<source>Name of the project</source>
<translation>Name des Projekts</translation>
</message>
<message>
<source>Click to give the project another name</source>
<translation>Klicke, um das Projekt umzubenennen</translation>
</message>
</context>
<context>
<name>_Page</name>
<message>
<source>Original</source>
<translation>Original</translation>
</message>
<message>
<source>Hand</source>
<translation>Hand</translation>
</message>
<message>
<source>While held</source>
<translation>Solange gehalten</translation>
</message>
<message>
<source>All keys</source>
<translation>Alle Tasten</translation>
</message>
</context>
<context>
<name>_Row</name>
<message>
<source>Name</source>
<translation>Name</translation>
</message>
<message>
<source>Name of the colour</source>
<translation>Name der Farbe</translation>
</message>
<message>
<source>Value of the colour, as #E2B54A</source>
<translation>Wert der Farbe, wie #E2B54A</translation>
</message>
<message>
<source>Tolerance in ΔE</source>
<translation>Toleranz in ΔE</translation>
</message>
<message>
<source>How far a picture may be from it (CIEDE2000): 1 is just seen, 10 is far off.</source>
<translation>Wie weit ein Bild davon abweichen darf (CIEDE2000): 1 ist gerade zu sehen, 10 weit daneben.</translation>
</message>
<message>
<source>Remove the colour</source>
<translation>Farbe entfernen</translation>
</message>
<message>
<source>Press a key</source>
<translation>Taste drücken</translation>
</message>
<message>
<source>Add it</source>
<translation>Hinzufügen</translation>
</message>
</context>
</TS>
