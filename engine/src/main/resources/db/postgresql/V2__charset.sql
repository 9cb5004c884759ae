-- The charset that the content type of the upload declared.
alter table requests add column charset text;
