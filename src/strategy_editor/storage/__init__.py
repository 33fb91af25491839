"""The project file, the working copy, versions, recovery and the lock. Nothing is ever lost.

What other rooms call::

    project_file.create(path, project, ledger, pictures, overwrite=False) -> Saved      a new file
    project_file.read(path) -> Opened            .project .ledger .digest .picture(sha256) .project_of(tree)

    WorkingCopy.start(working, project, ledger, pictures)      no file yet
    WorkingCopy.open(working, path, backups)                   of a file, which is not held open
    WorkingCopy.resume(folder)                                 what an earlier run left
        .project .ledger .path .base .is_ahead .last_error .on_error .kept_at
        .keep(project, ledger)  .add_picture(sha256, data)  .picture(sha256)          the session's Keeper
        .project_of(tree)  .remember(project) -> tree  .take(opened)  .expect(opened)  .repairs  .is_busy  .flush()
        .save(target=None, overwrite=False) -> Saved  .save_copy(target, overwrite=False) -> Saved
        .close()  .leave()

    versions.version_of(project, by=, at=, name=, reason=, numbers=) -> Version; versions.thin(ledger, now) -> Ledger
    recovery.pending(working) -> (Pending, ...)
            .adopt(pending) -> WorkingCopy  .discard(pending, backups) -> Path  .set_aside(copy, backups) -> Path
    lock.acquire(path, name, take_over=False) -> Lock; lock.holder_of(path); Lock.beat() .release()

    salvage.salvage_to(damaged, target) -> (Salvaged, Saved)   what can be saved; Salvaged.lost names what cannot
    conflicts.conflicts_beside(path, project.id, ledger, tree) -> (Conflict, ...)   copies that sync clients left

Errors: ``saving.ChangedOutside`` and ``lock.HeldByAnother`` (exit code 5), ``NotAStrategy`` (3), ``DiskRefused`` (4),
``disk.NoSuchFile`` (2), ``Refused`` (1: a file nobody spoke of is there).
"""
