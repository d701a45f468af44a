-- Full text of the documents, kept in step with their records, for searching a study.
CREATE VIRTUAL TABLE document_words USING fts5 (id UNINDEXED, title, text, tokenize = 'unicode61 remove_diacritics 2');

CREATE TRIGGER document_words_in AFTER INSERT ON record WHEN new.kind = 'Document' BEGIN
  INSERT INTO document_words (rowid, id, title, text)
  VALUES (new.rowid, new.id, json_extract(new.body, '$.title'), json_extract(new.body, '$.text'));
END;

CREATE TRIGGER document_words_out AFTER DELETE ON record WHEN old.kind = 'Document' BEGIN
  DELETE FROM document_words WHERE rowid = old.rowid;
END;
