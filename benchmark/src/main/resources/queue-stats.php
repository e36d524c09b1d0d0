<?php
// Makes the queries of `lightspeed-cli queue:stats`. Argument: server.properties of the embedded database.
$server = parse_ini_file($argv[1], false, INI_SCANNER_RAW);
$db = new PDO(
    "mysql:host=127.0.0.1;port={$server['port']};dbname=lightspeed;charset=utf8mb4",
    $server['user'],
    $server['password'],
    [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]
);
$queries = [
    "SELECT CAST(version AS INT), success FROM flyway_schema_history WHERE version IS NOT NULL",
    "SELECT status, COUNT(*) FROM queue_jobs GROUP BY status",
    "SELECT job_type, priority, COUNT(*) FROM queue_jobs WHERE status IN ('PENDING', 'PROCESSING')
     GROUP BY job_type, priority",
    "SELECT TIMESTAMPDIFF(SECOND, MIN(available_at), NOW(6)) FROM queue_jobs WHERE status = 'PENDING'
     AND priority IN ('critical', 'high', 'normal', 'low') AND available_at <= NOW(6)",
    "SELECT COUNT(*) FROM queue_jobs LEFT JOIN queue_workers ON queue_workers.id = queue_jobs.worker_id
     AND queue_workers.stopped_at IS NULL AND queue_workers.lease_until > NOW(6)
     WHERE queue_jobs.status = 'PROCESSING' AND (queue_workers.id IS NULL
     OR queue_jobs.started_at < NOW(6) - INTERVAL 30 MINUTE)",
    "SELECT id, host, pid, concurrency, running, last_beat_at FROM queue_workers
     WHERE stopped_at IS NULL AND lease_until > NOW(6) ORDER BY started_at, id",
    "SELECT COUNT(IF(finished_at > NOW(6) - INTERVAL 1 MINUTE, 1, NULL)), COUNT(*) FROM queue_jobs
     WHERE finished_at > NOW(6) - INTERVAL 5 MINUTE",
];
foreach ($queries as $query) {
    foreach ($db->query($query, PDO::FETCH_NUM) as $row) {
        echo implode("\t", $row), "\n";
    }
}
