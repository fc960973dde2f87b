-- Creates klytics' own database on the private server. Cannot run inside a transaction. Parameters: none.
create database klytics template template0 encoding 'UTF8';
